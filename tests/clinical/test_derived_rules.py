"""Numbers and regions beside a laboratory's call: every edge, and that nothing is decided."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from desktop.clinical.derived import DerivedRules
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import RuleFileError
from desktop.clinical.risk import RuleStatus
from desktop.clinical.vocabulary import Mycn
from resources import read_text

NAME = "biology/derived.toml"
SHIPPED = DerivedRules.parse(NAME, read_text(NAME))


@pytest.mark.parametrize(
    ("number", "value", "read"),
    [
        ("ratio", "0", "not_amplified"),
        ("ratio", "1.49", "not_amplified"),
        ("ratio", "1.5", "gain"),
        ("ratio", "4", "gain"),
        ("ratio", "4.0001", "amplified"),
        ("copies", "0", "not_amplified"),
        ("copies", "10", "not_amplified"),
        ("copies", "10.1", "amplified"),
        ("copies", "250", "amplified"),
    ],
)
def test_every_edge(number: str, value: str, read: str) -> None:
    assert SHIPPED.tests[number].band(Decimal(value)).value == read


def test_what_no_source_says_is_marked() -> None:
    statuses = {(test.number, band.value): band.cited.status for test in SHIPPED.tests.values() for band in test.bands}
    assert statuses["ratio", "amplified"] is RuleStatus.OK2
    assert statuses["ratio", "gain"] is RuleStatus.UNVERIFIED
    assert statuses["copies", "amplified"] is RuleStatus.OK1
    assert {value for _, value in statuses} == {one.value for one in Mycn}


def test_nine_signals_over_two_references_are_two_answers() -> None:
    numbers = {"ratio": Decimal("4.5"), "copies": Decimal(9)}
    assert SHIPPED.against(None, numbers) == ("ratio", "copies")
    assert SHIPPED.against("amplified", numbers) == ("copies",)
    assert SHIPPED.against("not_amplified", numbers) == ("ratio",)
    assert SHIPPED.against("gain", numbers) == ("ratio",)


def test_gain_is_no_contradiction_to_not_amplified_and_copies_cannot_tell_it() -> None:
    numbers = {"ratio": Decimal(2), "copies": Decimal(5)}
    for call in (None, "gain", "not_amplified"):
        assert SHIPPED.against(call, numbers) == ()
    assert SHIPPED.against("amplified", numbers) == ("ratio", "copies")


def test_numbers_that_agree_say_nothing() -> None:
    numbers = {"ratio": Decimal(12), "copies": Decimal(60)}
    assert SHIPPED.against("amplified", numbers) == ()
    assert SHIPPED.against(None, numbers) == ()
    assert SHIPPED.against(None, {"ratio": Decimal(12)}) == ()


def test_absent_needs_all_seven_regions_and_present_one() -> None:
    panel = SHIPPED.panels["sca"]
    assert len(panel.parts) == 7
    assert {*panel.parts} <= {*FIELDS}
    for states in product((None, False, True), repeat=7):
        parts = {name: state for name, state in zip(panel.parts, states, strict=True) if state is not None}
        wanted = ("present",) if True in states else ("absent",) if None not in states else ("present", "absent")
        assert panel.possible(parts) == wanted


def test_1p_and_11q_alone_are_not_absent() -> None:
    panel = SHIPPED.panels["sca"]
    two = {"loss_1p": False, "loss_11q": False}
    assert panel.possible(two) == ("present", "absent")
    assert panel.untested(two) == ("loss_3p", "loss_4p", "gain_1q", "gain_2p", "gain_17q")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("from = 1.5", "over = 1.5", "the number 1.5 must have exactly one band"),
        ("up_to = 4\n", "up_to = 5\n", "must have exactly one band"),
        ("over = 4\n", "over = 4\nfrom = 4\n", "an end of a band is given once"),
        ("with {tested}", "with some", "does not name"),
        ("over = 10", 'over = "ten"', "must be a number"),
        ("differs =", "differ =", '"differ" is no key'),
    ],
)
def test_a_file_that_is_not_sound_is_refused(old: str, new: str, told: str) -> None:
    text = read_text(NAME)
    assert old in text
    with pytest.raises(RuleFileError, match=told):
        DerivedRules.parse(NAME, text.replace(old, new, 1))

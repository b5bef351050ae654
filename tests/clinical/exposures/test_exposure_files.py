"""The data of exposures: complete, and refused by name where it is not sound."""

from __future__ import annotations

from decimal import Decimal

import pytest
from plain_exposures import LIBRARY

import resources
from desktop.clinical.errors import RuleFileError
from desktop.clinical.exposures.reading import parse_exposure_rules
from desktop.clinical.late_effects import parse_watch_rules

CODES = {field: frozenset(words) for field, words in LIBRARY.record.words().items() if "." in field}
RULES, WATCH = "exposures/rules.toml", "late_effects/watch.toml"


def test_every_agent_of_the_record_has_its_place_and_its_units() -> None:
    assert [*LIBRARY.exposures.agents] == [
        "cisplatin", "carboplatin", "doxorubicin", "cyclophosphamide", "etoposide", "busulfan", "melphalan", "thiotepa",
        "radiotherapy_external", "mibg_131", "anti_gd2", "isotretinoin", "eflornithine", "transplant", "nephrectomy",
    ]  # fmt: skip
    kind = LIBRARY.record.kinds["exposures"]
    bound = {code for rule in kind.doubts if rule.other_than for code in _several(rule.when["agent"])}
    assert bound == {*LIBRARY.exposures.agents}


def _several(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


@pytest.mark.parametrize(
    ("surface", "words"),
    [
        ("0.2499", None),
        ("0.25", "192 mg twice daily"),
        ("0.4999", "192 mg twice daily"),
        ("0.5", "384 mg twice daily"),
        ("0.7499", "384 mg twice daily"),
        ("0.75", "576 mg twice daily"),
        ("1.5", "576 mg twice daily"),
        ("1.5001", "768 mg twice daily"),
        ("3", "768 mg twice daily"),
    ],
)
def test_the_bands_of_eflornithine_have_the_bounds_of_the_label(surface: str, words: str | None) -> None:
    (label,) = LIBRARY.exposures.labels
    band = label.band(Decimal(surface))
    assert (band.words if band else None) == words
    assert sum(one.holds(Decimal(surface)) for one in label.bands) == (words is not None)


@pytest.mark.parametrize(
    ("height", "weight", "surface"),
    [("50", "4.5", "0.25"), ("90", "22.5", "0.75"), ("100", "9", "0.5"), ("150", "54", "1.5"), ("120", "30", "1")],
)
def test_the_formula_meets_the_bounds_exactly(height: str, weight: str, surface: str) -> None:
    assert LIBRARY.exposures.formula.surface(Decimal(height), Decimal(weight)) == Decimal(surface)


def test_what_no_source_supports_is_marked() -> None:
    assert LIBRARY.exposures.formula.cited.status == "UNVERIFIED"
    assert LIBRARY.exposures.labels[0].cited.status == "OK1"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('code = "thiotepa"', 'code = "busulfan"', "each once"),
        ('code = "thiotepa"', 'code = "topotecan"', "those of the record"),
        ('asks = ["fractions"]', 'asks = ["fraction"]', '"asks" must name fields'),
        ('drugs = ["doxorubicin"]', 'drugs = ["adriamycin"]', "no code of the record"),
        ('divisor = "3600"', 'divisor = "0"', '"divisor" must be above 0'),
        ('drug = "eflornithine"', 'drug = "dfmo"', "no code of the record"),
        ("recheck_months = 3", "recheck_months = 0", "recheck_months"),
        ('up_to = "1.5"', 'upto = "1.5"', '"upto" is no key'),
        ('status = "UNVERIFIED"', 'status = "SURE"', "status"),
    ],
)
def test_rules_that_are_not_sound_are_refused(old: str, new: str, says: str) -> None:
    text = resources.read_text(RULES)
    assert old in text
    with pytest.raises(RuleFileError, match=says):
        parse_exposure_rules("x", text.replace(old, new), CODES)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('agents = ["doxorubicin"]', 'agents = ["adriamycin"]', "no code of the record"),
        ('sites = ["chest"]', 'sites = ["thorax"]', "no code of the record"),
        ('agent = "doxorubicin", unit = "mg_m2", from = "250"', 'agent = "doxorubicin", unit = "mg"', "no code"),
        (', from = "250" }', " }", 'a bound needs "from"'),
        ('site = "chest"', 'site = "heart"', "no code of the record"),
        ('from = "250"', "from = 250", "from"),
        ('told = "less of both"\n', "", '"told" is missing'),
        ('all = [{ agent = "cisplatin", unit = "mg_m2", above = "400" }]', "all = []", "at least one bound"),
    ],
)
def test_rows_by_dose_that_are_not_sound_are_refused(old: str, new: str, says: str) -> None:
    text = resources.read_text(WATCH)
    assert old in text
    with pytest.raises(RuleFileError, match=says):
        parse_watch_rules("x", text.replace(old, new), CODES)

"""Statistics from whole records: days to the board, what nobody entered, and who is watched for which late effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from freezegun import freeze_time

import resources
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import RuleFileError
from desktop.clinical.late_effects import parse_watch_rules
from desktop.clinical.record.afterwards import LateEffect
from desktop.clinical.record.treatments import CumulativeExposure, Treatment
from desktop.clinical.vocabulary import CaseStatus
from desktop.services.boards import Board
from desktop.services.cases import new_case, save_case
from desktop.services.counting import Count
from desktop.services.library import Library
from desktop.services.statistics import statistics_of
from desktop.services.statistics_records import BEFORE, KINDS, NO_BOARD, NO_REFERRAL, PRESENT, REFERRAL, WATCH

LIBRARY = build_library()
CODES = {field: frozenset(words) for field, words in LIBRARY.record.words().items() if "." in field}


@pytest.fixture(scope="module")
def library() -> Library:
    return LIBRARY


def child(given: str, **facts: object) -> Case:
    return Case(family_name="Zztest", given_name=given, **facts)  # type: ignore[arg-type]


def on(month: int, day: int) -> dict[str, object]:
    return {"board_on": known(PartialDate(2026, month, day))}


def referred(month: int, day: int) -> dict[str, object]:
    return {"referred_on": known(PartialDate(2026, month, day))}


def counts(board: Board, library: Library, title: str) -> dict[str, Count]:
    found = next(one for one in statistics_of(board, library) if one.title == title)
    return {one.words: one for one in found.counts}


def test_days_from_referral_to_the_board(board: Board, library: Library) -> None:
    cases = (
        child("Alpha", **referred(11, 2), **on(11, 5)),
        child("Bravo", **referred(11, 2), **on(11, 12)),
        child("Charlie", **referred(10, 1), **on(11, 12)),
        child("Delta", **on(11, 12)),
        child("Echo", referred_on=known(PartialDate(2026, 11)), **on(11, 12)),
        child("Foxtrot", **referred(11, 2)),
        child("Golf", **referred(11, 12), **on(11, 5)),
    )
    for case in cases:
        new_case(board, library, case)
    found = counts(board, library, REFERRAL)
    assert {words: one.children for words, one in found.items()} == {
        "Median 10 days, range 3 to 42": 3,
        PRESENT: 3,
        "Up to 7 days": 1,
        "8 to 14 days": 1,
        "More than 28 days": 1,
        NO_REFERRAL: 2,
        NO_BOARD: 1,
        BEFORE: 1,
    }
    assert found["Up to 7 days"].listed[0].child == "Zztest, Alpha"
    assert found["Up to 7 days"].listed[0].why == "3 days, by the present board day"


def test_the_first_board_comes_from_the_history_unless_it_was_moved_before_it_came(
    board: Board, library: Library
) -> None:
    with freeze_time(datetime(2026, 11, 1, 9, tzinfo=UTC)) as clock:
        held = new_case(board, library, child("Alpha", **referred(11, 1), **on(11, 5)))
        moved = new_case(board, library, child("Bravo", **referred(11, 1), **on(11, 5)))
        clock.move_to(datetime(2026, 11, 3, 9, tzinfo=UTC))
        save_case(board, library, moved, replace(moved, board_on=known(PartialDate(2026, 11, 12))), "x")
        clock.move_to(datetime(2026, 11, 6, 9, tzinfo=UTC))
        save_case(board, library, held, replace(held, board_on=known(PartialDate(2026, 11, 26))), "x")
        found = counts(board, library, REFERRAL)
    assert "Median 7.5 days, range 4 to 11" in found
    assert [one.child for one in found[PRESENT].listed] == ["Zztest, Bravo"]


def test_a_day_that_was_mistyped_and_put_right_at_once_was_no_board(board: Board, library: Library) -> None:
    with freeze_time(datetime(2026, 11, 1, 9, tzinfo=UTC)):
        case = new_case(board, library, child("Alpha", **referred(11, 1), **on(1, 24)))
        save_case(board, library, case, replace(case, board_on=known(PartialDate(2026, 11, 24))), "x")
        found = counts(board, library, REFERRAL)
    assert "Median 23 days, range 23 to 23" in found


def test_kinds_of_entry_that_nobody_has_entered(board: Board, library: Library) -> None:
    new_case(board, library, child("Alpha", treatments=(Treatment(modality=known("surgery")),)))
    new_case(board, library, child("Bravo"))
    new_case(board, library, child("Charlie", status=CaseStatus.CLOSED))
    found = counts(board, library, KINDS)
    title = library.record.kinds["treatments"].title
    assert (found[title].children, found[title].of) == (1, 2)
    assert [one.child for one in found[title].listed] == ["Zztest, Bravo"]
    assert found[library.record.kinds["consents"].title].children == 2


def drugs(*codes: str) -> Treatment:
    return Treatment(modality=known("chemotherapy"), drugs=known(frozenset(codes)))


def test_children_are_watched_for_what_their_treatment_carries(board: Board, library: Library) -> None:
    new_case(board, library, child("Alpha", treatments=(drugs("cisplatin"),)))
    new_case(board, library, child("Bravo", treatments=(Treatment(modality=known("radiotherapy_external")),)))
    heard = LateEffect(effect=known("hearing"), standing=known("present"))
    new_case(board, library, child("Charlie", late_effects=(heard,)))
    new_case(board, library, child("Delta"))
    found = counts(board, library, WATCH)
    ears = found["Hearing loss, tinnitus, vertigo"]
    assert (ears.children, ears.of) == (2, 3)
    first, second = (one.why for one in ears.listed)
    assert first.startswith("Cisplatin; by dose not settled: above the dose from which speech-frequency loss is usual")
    assert "cisplatin: no total in mg/m² is entered" in first
    assert second == "Entered: hearing, present", "nothing of what is looked at by dose was given"
    assert "audiology" in ears.about
    assert "unverified" in ears.about
    possible = found["Hearing loss, tinnitus, vertigo: possible, to be looked up"]
    assert [one.why for one in possible.listed] == ["Radiotherapy, if the ear was in the field"]
    second = next(one for words, one in found.items() if words.startswith("Second cancers"))
    assert [one.child for one in second.listed] == ["Zztest, Bravo"]


def exposed(agent: str, amount: str, unit: str, **more: object) -> CumulativeExposure:
    given = {name: known(one) for name, one in more.items()}
    return CumulativeExposure(
        agent=known(agent), counts_as=known("part"), amount=known(Decimal(amount)), unit=known(unit), **given
    )  # type: ignore[arg-type]


def test_children_are_watched_for_what_was_entered_and_told_what_the_totals_lead_to(
    board: Board, library: Library
) -> None:
    chest = exposed("radiotherapy_external", "15", "gy", site="chest")
    new_case(board, library, child("Alpha", exposures=(exposed("doxorubicin", "100", "mg_m2"), chest)))
    new_case(board, library, child("Bravo", exposures=(exposed("doxorubicin", "0", "mg_m2"),)))
    found = counts(board, library, WATCH)
    heart = next(one for words, one in found.items() if words.startswith("Cardiomyopathy"))
    (why,) = (one.why for one in heart.listed)
    assert why == (
        "Doxorubicin; external radiotherapy, chest (thorax); by dose echocardiogram every 2 years "
        "(doxorubicin 100 mg/m²; external radiotherapy, chest (thorax) 15 Gy)"
    )
    assert "Echocardiogram every 2 years: anthracycline of 250 mg/m² and more" in heart.about
    assert "Table 2 (Ehrhardt)" in heart.about
    assert "not added up" not in heart.about


def test_a_field_of_an_entered_region_settles_what_the_treatment_left_open() -> None:
    given = Treatment(modality=known("radiotherapy_external"))
    risks = {one.id: one for one in LIBRARY.watch.risks}

    def perhaps(risk: str, *exposures: CumulativeExposure) -> tuple[bool, tuple[str, ...]]:
        found = LIBRARY.watch.exposed(child("Alpha", treatments=(given,), exposures=exposures), risks[risk])
        assert found is not None
        return found.sure, found.perhaps

    neck = exposed("radiotherapy_external", "21", "gy", site="neck")
    words = ("radiotherapy, if the neck was in the field",)
    assert perhaps("LE-THY") == (False, words)
    assert perhaps("LE-THY", neck) == (True, ())
    assert perhaps("LE-THY", exposed("radiotherapy_external", "21", "gy", site="chest")) == (False, words)
    alone = LIBRARY.watch.exposed(child("Alpha", exposures=(neck,)), risks["LE-EAR"])
    assert alone is not None and alone.perhaps == ("radiotherapy, if the ear was in the field",)
    kidney = LIBRARY.watch.exposed(
        child("Alpha", exposures=(exposed("nephrectomy", "1", "operations"),)), risks["LE-KID"]
    )
    assert kidney is not None and kidney.sure


def test_a_combination_counts_as_its_drugs_and_what_is_over_is_not_watched() -> None:
    rules = LIBRARY.watch
    risks = {one.id: one for one in rules.risks}
    case = child("Alpha", treatments=(drugs("bumel"),))
    gonads = rules.exposed(case, risks["LE-GON"])
    assert gonads is not None and gonads.codes == (("treatments.drugs", "bumel"),)
    over = child("Alpha", late_effects=(LateEffect(effect=known("hearing"), standing=known("resolved")),))
    assert rules.exposed(over, risks["LE-EAR"]) is None
    assert rules.exposed(child("Alpha", treatments=(Treatment(),)), risks["LE-EAR"]) is None


def test_every_row_of_the_fact_base_is_there_with_its_source() -> None:
    assert [one.id for one in LIBRARY.watch.risks] == [
        "LE-EAR", "LE-HEART", "LE-KID", "LE-BLAD", "LE-THY", "LE-GROW", "LE-TEETH", "LE-LUNG", "LE-GON", "LE-EYE",
        "LE-LIV", "LE-GI", "LE-MET", "LE-NEUR", "LE-COG", "LE-SMN", "LE-SPINE",
    ]  # fmt: skip
    assert all(one.cited.source for one in LIBRARY.watch.risks)
    effects = {code for one in LIBRARY.watch.risks for code in one.effects}
    assert effects == CODES["late_effects.effect"] - {"other"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('effects = ["hearing"]', 'effects = ["nonsense"]', "no code of the record"),
        ('drugs = ["cisplatin", "carboplatin"]', 'drugs = ["nonsense"]', "no code of the record"),
        ('id = "LE-HEART"', 'id = "LE-EAR"', "stands twice"),
        ('fit = "yes"', 'fit = "maybe"', "to be looked up"),
        ('status = "UNVERIFIED"', 'status = "SURE"', "status"),
    ],
)
def test_a_file_that_is_not_sound_is_refused(old: str, new: str, says: str) -> None:
    text = resources.read_text("late_effects/watch.toml")
    assert old in text
    with pytest.raises(RuleFileError, match=says):
        parse_watch_rules("x", text.replace(old, new), CODES)

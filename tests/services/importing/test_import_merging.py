from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_helpers import Outcome, content

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case, Deletion
from desktop.clinical.current import current
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MycnResult, Provenance
from desktop.clinical.vocabulary import Inss, Mycn, Sex, Silence

Take = Callable[..., Outcome]

ROW = {"mrn": "ZZ-1", "Sex": "F", "born": "2025-01-01", "MYCN": "amplified", "inss": "4", "question": "Zztest?"}


def test_the_same_row_again_changes_nothing(take: Take) -> None:
    stored = take(ROW).case
    again = take(ROW, stored=[stored])
    assert again.counts() == (0, 0, 1, 0)
    assert not again.cases
    assert not again.decision.warnings


def test_what_a_row_leaves_out_is_kept(take: Take) -> None:
    stored = take(ROW).case
    assert take({"mrn": "ZZ-1", "Sex": "", "MYCN": "", "inss": None}, stored=[stored]).counts() == (0, 0, 1, 0)
    assert take({"mrn": "ZZ-1"}, stored=[stored]).counts() == (0, 0, 1, 0)


@pytest.mark.parametrize("word", ["unknown", "requested", "declined", "not done"])
def test_a_silence_never_replaces_a_value(take: Take, word: str) -> None:
    stored = take(ROW).case
    assert take({"mrn": "ZZ-1", "Sex": word, "MYCN": word}, stored=[stored]).counts() == (0, 0, 1, 0)


def test_a_silence_in_a_series_fills_only_what_nobody_asked(take: Take) -> None:
    asked = take({"mrn": "ZZ-1", "MYCN": "requested 2026-11-01, Demo Lab"}).case
    series = take({"Patient ID": "ZZ-1", "Sex": "F", "MYCN status": ""}, stored=[asked], profile="seqc-en").case
    assert current(series.mycn, lambda one: one.mycn).answer.silence in (Silence.REQUESTED, Silence.UNKNOWN_AT_SOURCE)
    assert series.mycn == asked.mycn


def test_new_facts_are_added_and_counted_as_updated(take: Take) -> None:
    stored = take(ROW).case
    outcome = take({**ROW, "ALK": "mutation", "wishes": "at home"}, stored=[stored])
    assert outcome.counts() == (0, 1, 0, 0)
    (before, after), *_ = outcome.decision.pairs
    assert before == stored
    assert after.id == stored.id
    assert after.wishes == known("at home")
    assert len(after.alk) == 1
    assert after.mycn == stored.mycn


def test_a_changed_fact_replaces_with_a_remark(take: Take) -> None:
    stored = take(ROW).case
    outcome = take({**ROW, "Sex": "M"}, stored=[stored])
    assert outcome.case.sex == known(Sex.MALE)
    assert outcome.warning.startswith("The value replaces")


def test_a_less_precise_date_does_not_replace_the_precise_one(take: Take) -> None:
    stored = take(ROW).case
    assert take({"mrn": "ZZ-1", "born": "2025-01"}, stored=[stored]).counts() == (0, 0, 1, 0)
    vague = take({"mrn": "ZZ-1", "born": "2025"}).case
    assert take({"mrn": "ZZ-1", "born": "2025-01-02"}, stored=[vague]).case.born == known(PartialDate(2025, 1, 2))


def test_a_corrected_result_of_the_same_origin_supersedes_the_old_one(take: Take) -> None:
    stored = take(ROW).case
    outcome = take({**ROW, "MYCN": "not amplified"}, stored=[stored])
    old, new = outcome.case.mycn
    assert old == stored.mycn[0]
    assert new.supersedes == old.id
    assert current(outcome.case.mycn, lambda one: one.mycn).answer == known(Mycn.NOT_AMPLIFIED)
    assert "corrects the result" in outcome.warning
    assert take({**ROW, "MYCN": "not amplified"}, stored=[outcome.case]).counts() == (0, 0, 1, 0)


def test_a_result_that_a_person_entered_is_contradicted_and_not_replaced(take: Take) -> None:
    mine = MycnResult(mycn=known(Mycn.GAIN), provenance=Provenance(laboratory="Demo Lab"))
    stored = replace(take(ROW).case, mycn=(mine,))
    outcome = take(ROW, stored=[stored])
    assert outcome.case.mycn[0] == mine
    assert outcome.case.mycn[1].supersedes is None
    assert "differs from another result" in outcome.warning
    assert take(ROW, stored=[outcome.case]).counts() == (0, 0, 1, 0)


def test_a_result_that_a_person_entered_and_agrees_is_enough(take: Take) -> None:
    mine = MycnResult(mycn=known(Mycn.AMPLIFIED), provenance=Provenance(laboratory="Demo Lab"))
    stored = replace(take(ROW).case, mycn=(mine,))
    assert take(ROW, stored=[stored]).counts() == (0, 0, 1, 0)


def test_results_of_different_days_are_different_results(take: Take) -> None:
    stored = take({**ROW, "mycn_performed_on": "2025-02-01"}).case
    case = take({**ROW, "MYCN": "gain", "mycn_performed_on": "2026-02-01"}, stored=[stored]).case
    assert [one.supersedes for one in case.mycn] == [None, None]
    assert current(case.mycn, lambda one: one.mycn).answer == known(Mycn.GAIN)


def test_a_correction_keeps_what_the_old_result_says_otherwise(take: Take) -> None:
    stored = take({**ROW, "inrgss": "M", "marrow_percent": "5"}).case
    case = take({"mrn": "ZZ-1", "inss": "3"}, stored=[stored]).case
    assert case.stagings[-1].inss == known(Inss.III)
    assert case.stagings[-1].marrow_percent == known(Decimal(5))


def test_equal_numbers_written_differently_are_equal(take: Take) -> None:
    stored = take({"mrn": "ZZ-1", "dna_index": "1.260"}).case
    assert take({"mrn": "ZZ-1", "dna_index": "1,26"}, stored=[stored]).counts() == (0, 0, 1, 0)


def test_what_a_file_cannot_say_is_left_alone(take: Take) -> None:
    stored = replace(take(ROW).case, number=7, version=3, demonstration=True)
    case = take({"mrn": "ZZ-1", "Sex": "M"}, stored=[stored]).case
    assert (case.number, case.version, case.demonstration, case.id) == (7, 3, True, stored.id)


def test_an_identifier_twice_in_one_file_rejects_all_its_rows(take: Take) -> None:
    outcome = take({"mrn": "ZZ-1"}, {"mrn": "ZZ-2"}, {"mrn": "ZZ-1 "}, {"mrn": "ZZ-1", "Sex": "?!"})
    assert outcome.counts() == (1, 0, 0, 3)
    assert [one.row for one in outcome.decision.rejected] == [2, 4, 5]
    assert all("several rows" in one.reason for one in outcome.decision.rejected)


def test_two_rows_of_one_child_by_two_identifiers_are_rejected(take: Take) -> None:
    stored = take({"mrn": "ZZ-1", "Registry number": "R-1"}).case
    outcome = take({"mrn": "ZZ-1", "Sex": "F"}, {"Registry number": "R-1", "Sex": "M"}, stored=[stored])
    assert outcome.counts() == (0, 0, 0, 2)


def test_identifiers_of_two_children_in_one_row_are_rejected(take: Take) -> None:
    stored = [take({"mrn": "ZZ-1"}).case, take({"Registry number": "R-2"}).case]
    assert "belong to two children" in take({"mrn": "ZZ-1", "Registry number": "R-2"}, stored=stored).reason


def test_another_number_for_a_known_child_is_rejected(take: Take) -> None:
    stored = take({"mrn": "ZZ-1", "Registry number": "R-1"}).case
    assert "another number" in take({"mrn": "ZZ-9", "Registry number": "R-1"}, stored=[stored]).reason


def test_another_name_and_another_birth_is_another_child(take: Take) -> None:
    stored = take({"mrn": "ZZ-1", "Family name": "Zztest", "born": "2024-01-01"}).case
    other = {"mrn": "ZZ-1", "Family name": "Zzother", "born": "2020-05-05"}
    assert "another name and date of birth" in take(other, stored=[stored]).reason
    assert take({**other, "born": "2024-01-01"}, stored=[stored]).counts() == (0, 1, 0, 0)
    assert take({**other, "Family name": "ZZTEST"}, stored=[stored]).counts() == (0, 1, 0, 0)


def test_a_child_in_the_bin_is_not_woken_by_a_file(take: Take) -> None:
    stored = replace(take(ROW).case, deleted=Deletion(at=datetime(2026, 1, 1, tzinfo=UTC), reason="double"))
    assert "in the bin" in take(ROW, stored=[stored]).reason


def test_identifiers_that_differ_in_capitals_only_are_pointed_out(take: Take) -> None:
    stored = take({"mrn": "ZZ-1a"}).case
    assert "only in capitals" in take({"mrn": "ZZ-1A"}, stored=[stored]).warning


def test_a_second_plan_is_left_to_a_person(take: Take) -> None:
    row = {"mrn": "ZZ-1", "plan_template": "cog-high-risk", "plan_start": "2026-01-05"}
    stored = take(row).case
    assert take(row, stored=[stored]).counts() == (0, 0, 1, 0)
    outcome = take({**row, "plan_start": "2026-02-05"}, stored=[stored])
    assert outcome.counts() == (0, 0, 1, 0)
    assert "another treatment plan" in outcome.warning


CELLS = {
    "mrn": ["ZZ-1", "ZZ-2", "ZZ-3", "", None],
    "Sex": ["F", "m", "?", "", "nobody"],
    "born": ["2024-01-01", "2025", "01.02.2025", "2030", "3/4/2025", None],
    "age_days": ["0", "100", "600", "-1", 12.0, "x", None],
    "inrgss": ["L1", "MS", "M", "requested", "", "V"],
    "metastases": ["none", "skin", "bone; skin", "unknown", None],
    "MYCN": ["amplified", "gain", "declined", "Normal", ""],
    "dna_index": ["1.2", "0", "1,5", 1, None],
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries({key: st.sampled_from(cells) for key, cells in CELLS.items()}), min_size=1, max_size=6
    ),
    st.lists(
        st.fixed_dictionaries({key: st.sampled_from(cells) for key, cells in CELLS.items()}), min_size=1, max_size=6
    ),
)
def test_rows_add_up_and_a_second_import_changes_nothing(
    take: Take, first: list[dict[str, object]], second: list[dict[str, object]]
) -> None:
    board: dict[object, Case] = {}
    for rows in (first, second, second):
        filled = [row for row in rows if any(cell not in ("", None) for cell in row.values())]
        if not filled:
            return
        outcome = take(*filled, stored=list(board.values()))
        assert sum(outcome.counts()) == len(filled) == len(outcome.sheet.rows)
        board.update({case.id: case for case in outcome.cases})
    assert outcome.counts()[:2] == (0, 0)


def test_the_same_cells_under_another_heading_make_the_same_child(take: Take) -> None:
    german = {
        "Patienten-ID": "ZZ-1",
        "Geschlecht": "weiblich",
        "Geburtsdatum": "01.01.2025",
        "MYCN-Status": "amplifiziert",
    }
    english = {"Patient ID": "ZZ-1", "Sex": "F", "Date of birth": "2025-01-01", "MYCN": "Amplified"}
    assert content(take(german).case) == content(take(english).case)


def test_silence_beside_a_value_of_another_origin(take: Take) -> None:
    requested = MycnResult(mycn=silent(Silence.REQUESTED))
    stored = replace(take({"mrn": "ZZ-1"}).case, mycn=(requested,))
    case = take({"mrn": "ZZ-1", "MYCN": "gain"}, stored=[stored]).case
    assert current(case.mycn, lambda one: one.mycn).answer == known(Mycn.GAIN)

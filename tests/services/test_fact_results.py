"""Results of one fact side by side: none is overwritten, one counts by the rule, or because a person marked it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from builders import full_case
from freezegun import freeze_time
from undo_helpers import facts, redo_last, undo_last

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.results import AlkResult, MycnResult, Pathology, Provenance, Result, Staging
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.clinical.vocabulary import Alk, Grade, Histology, Inrgss, Mki, Mycn, Ploidy, Silence
from desktop.services.assessing import assess_case
from desktop.services.boards import Board
from desktop.services.cases import get_case, history, new_case
from desktop.services.fact_results import (
    add_result,
    correct_result,
    facts_beside,
    further_result,
    has_results,
    mark_result,
    remove_result,
    stands_apart,
    take_mark_back,
    told_results,
)
from desktop.services.fact_results_told import FactResults, counting_without, results_of, who_marked
from desktop.services.history_words import HistoryWords
from desktop.services.summaries import content_of
from desktop.services.undoing import begin

LIBRARY = build_library()
TODAY = date(2026, 11, 23)
MYCN = FIELDS["mycn"]


def on(day: str, laboratory: str = "Demo Lab", **more: str) -> Provenance:
    return Provenance(performed_on=PartialDate.parse(day), laboratory=laboratory, **more)  # type: ignore[arg-type]


FIRST = MycnResult(mycn=known(Mycn.NOT_AMPLIFIED), provenance=on("2026-10-01", method="FISH"))
LATER = MycnResult(mycn=known(Mycn.AMPLIFIED), provenance=on("2026-11-05", "Demo Reference Lab", specimen="marrow"))


def child(*results: MycnResult) -> Case:
    """A toddler with stage M whose group hangs on MYCN: not amplified intermediate, amplified high."""
    case = Case(
        family_name="Zztest",
        born=known(PartialDate(2025, 8, 21)),
        diagnosed=known(PartialDate(2026, 9, 2)),
        mycn=results,
    )
    told: dict[str, object] = {
        "inrgss": Inrgss.M, "histology": Histology.FAVOURABLE, "ploidy": Ploidy.HYPERDIPLOID,
    }  # fmt: skip
    for name, value in told.items():
        case = FIELDS[name].write(case, known(value))
    return case


def told(case: Case, fact: str = "mycn") -> FactResults:
    return results_of(LIBRARY, case, FIELDS[fact])


def groups(case: Case) -> tuple[str, ...]:
    return tuple(assess_case(LIBRARY, case).assessments[0].groups)


def test_a_further_result_leaves_the_first_and_contradicts_it(board: Board) -> None:
    stored = new_case(board, LIBRARY, child(FIRST))
    assert told(stored).contradiction == ""
    assert told(stored).counting.endswith("counts for the risk tables: no other has a value.")
    after = add_result(board, LIBRARY, stored, MYCN, LATER, TODAY)
    assert [one.mycn.value for one in after.mycn] == [Mycn.NOT_AMPLIFIED, Mycn.AMPLIFIED]
    assert after.mycn[1].provenance.entered_by == "Zztest Coordinator"
    found = told(after)
    assert [(one.value, one.performed, one.laboratory, one.counts) for one in found.lines] == [
        ("Amplified", "05 Nov 2026", "Demo Reference Lab", "Yes"),
        ("Not amplified", "01 Oct 2026", "Demo Lab", "No"),
    ]
    assert (found.lines[0].specimen, found.lines[1].method) == ("marrow", "FISH")
    assert found.contradiction == "These results contradict each other on MYCN."
    assert found.counting == (
        "Amplified (05 Nov 2026, Demo Reference Lab) counts for the risk tables: no other was performed later."
    )


def test_a_mark_changes_what_counts_and_the_group_and_says_so(board: Board) -> None:
    stored = new_case(board, LIBRARY, child(FIRST, LATER))
    before = groups(stored)
    marked = mark_result(board, LIBRARY, stored, MYCN, FIRST.id, "  larger   sample. ", TODAY)
    assert [one.chosen_because for one in marked.mycn] == ["larger sample.", ""]
    assert groups(marked) != before
    assert groups(marked) == groups(child(FIRST))
    assessed = assess_case(LIBRARY, marked)
    assert assessed.facts.sources["mycn"] == FIRST.id
    assert any("a person marked it" in one for one in assessed.facts.warnings)
    found = told(marked)
    assert found.marked
    assert "a person marked it as the one to use, because: larger sample." in found.counting
    assert [one.counts for one in found.lines] == ["No", "Yes; marked"]
    assert "chosen: larger sample" in str(content_of(LIBRARY, marked, today=TODAY, prepared_by="Zztest"))
    back = take_mark_back(board, LIBRARY, marked, MYCN)
    assert (groups(back), told(back).marked) == (before, False)
    with pytest.raises(UserError, match="the rule decides already"):
        take_mark_back(board, LIBRARY, back, MYCN)


def test_every_write_is_one_step_that_is_undone_and_told_in_words(board: Board) -> None:
    stored = new_case(board, LIBRARY, child(FIRST))
    stages, steps = [facts(board, stored.id)], begin(board)
    case = add_result(board, LIBRARY, stored, MYCN, LATER, TODAY)
    stages.append(facts(board, stored.id))
    case = mark_result(board, LIBRARY, case, MYCN, FIRST.id, "larger sample", TODAY)
    stages.append(facts(board, stored.id))
    take_mark_back(board, LIBRARY, case, MYCN)
    words = HistoryWords(LIBRARY)
    done = list(dict.fromkeys(words.action(one.action) for one in history(board, stored.id)))
    assert done[:3] == [
        "Changed MYCN back to the rule", "Changed which result of MYCN counts", "Added the result of MYCN",
    ]  # fmt: skip
    for stage in reversed(stages):
        steps = undo_last(board, LIBRARY, steps)
        assert facts(board, stored.id) == stage
    for stage in stages[1:]:
        steps = redo_last(board, LIBRARY, steps)
        assert facts(board, stored.id) == stage


def test_another_mark_takes_the_place_of_the_first(board: Board) -> None:
    stored = new_case(board, LIBRARY, child(FIRST, LATER))
    # both marked, the later one would win over the one that was chosen last
    case = mark_result(board, LIBRARY, stored, MYCN, LATER.id, "second opinion", TODAY)
    case = mark_result(board, LIBRARY, case, MYCN, FIRST.id, "larger sample", TODAY)
    assert [one.chosen_because for one in case.mycn] == ["larger sample", ""]


def test_a_correction_stands_in_the_place_of_what_was_entered_wrongly(board: Board) -> None:
    stored = new_case(board, LIBRARY, child(replace(FIRST, chosen_because="larger sample"), LATER))
    steps = begin(board)
    typed = further_result(MYCN, {"mycn": known(Mycn.GAIN)}, on("2026-10-02"))
    after = correct_result(board, LIBRARY, stored, MYCN, FIRST.id, typed, TODAY)
    assert after.mycn[:2] == stored.mycn
    mended = after.mycn[2]
    assert (mended.mycn.value, mended.supersedes, mended.chosen_because) == (Mycn.GAIN, FIRST.id, "larger sample")
    assert mended.provenance.entered_by == "Zztest Coordinator"
    assert [one.value for one in told(after).lines] == ["Amplified", "Gain (not amplified)"]
    assert told(after).lines[1].counts == "Yes; marked"
    with pytest.raises(UserError, match="not in this case any more"):
        correct_result(board, LIBRARY, after, MYCN, FIRST.id, typed, TODAY)
    # a mark says which value to use, and there is none any more
    silenced = further_result(MYCN, {"mycn": silent(Silence.INCONCLUSIVE)}, on("2026-10-02"))
    none = correct_result(board, LIBRARY, after, MYCN, mended.id, silenced, TODAY)
    assert none.mycn[3].chosen_because == ""
    assert HistoryWords(LIBRARY).action(history(board, stored.id)[0].action) == "Changed a result of MYCN"
    undo_last(board, LIBRARY, undo_last(board, LIBRARY, steps))
    assert get_case(board, stored.id).mycn == stored.mycn


def test_a_correction_keeps_what_its_dialog_does_not_ask_for(board: Board) -> None:
    stored = new_case(board, LIBRARY, full_case())
    (source,) = stored.course
    field = FIELDS["progression"]
    typed = further_result(field, {"progression": known(False)}, on("2026-10-02"))
    mended = correct_result(board, LIBRARY, stored, field, source.id, typed, TODAY).course[1]
    assert (mended.high_risk_rules, mended.progression.value) == (source.high_risk_rules, False)
    assert mended.provenance.reported_on == source.provenance.reported_on


def test_a_result_that_does_not_belong_here_is_taken_away(board: Board) -> None:
    stored = new_case(board, LIBRARY, child(FIRST, replace(LATER, chosen_because="larger sample")))
    steps, stages = begin(board), [facts(board, stored.id)]
    then = counting_without(LIBRARY, stored, MYCN, LATER)
    assert then.startswith("Not amplified (01 Oct 2026, Demo Lab) counts for the risk tables: no other has a value")
    after = remove_result(board, LIBRARY, stored, MYCN, LATER.id, " report of  another child ", TODAY)
    assert after.mycn == stored.mycn[:1]
    assert (told(after).counting, groups(after)) == (then, groups(child(FIRST)))
    entry = history(board, stored.id)[0]
    assert HistoryWords(LIBRARY).action(entry.action) == "Removed a result of MYCN (report of another child)"
    assert "amplified" in str(entry.changes)
    undo_last(board, LIBRARY, steps)
    assert facts(board, stored.id) == stages[0]


def test_what_a_result_was_a_correction_of_does_not_count_again(board: Board) -> None:
    mended = replace(FIRST, id=uuid4(), mycn=known(Mycn.GAIN), supersedes=FIRST.id)
    again = replace(mended, id=uuid4(), mycn=known(Mycn.AMPLIFIED), supersedes=mended.id)
    # whatever their order is
    stored = new_case(board, LIBRARY, child(again, FIRST, mended, LATER))
    after = remove_result(board, LIBRARY, stored, MYCN, again.id, "another child", TODAY)
    assert [one.id for one in after.mycn] == [LATER.id]
    with pytest.raises(UserError, match="not in this case any more"):
        remove_result(board, LIBRARY, after, MYCN, again.id, "another child", TODAY)
    none = remove_result(board, LIBRARY, after, MYCN, LATER.id, "another child", TODAY)
    assert told(none).counting == "No result is recorded yet."


@pytest.mark.parametrize("reason", ["", "  . ", "no"])
def test_taking_a_result_away_needs_a_reason(board: Board, reason: str) -> None:
    stored = new_case(board, LIBRARY, child(FIRST, LATER))
    with pytest.raises(UserError, match="why this result is removed"):
        remove_result(board, LIBRARY, stored, MYCN, LATER.id, reason, TODAY)


@pytest.mark.parametrize("reason", ["", "   ", ".", "- 1 -", "ab"])
def test_a_mark_needs_a_reason(board: Board, reason: str) -> None:
    stored = new_case(board, LIBRARY, child(FIRST, LATER))
    with pytest.raises(UserError, match="Say in a few words"):
        mark_result(board, LIBRARY, stored, MYCN, FIRST.id, reason, TODAY)
    assert get_case(board, stored.id) == stored


def test_who_marked_a_result_and_when_comes_from_the_history_and_outlives_a_correction(board: Board) -> None:
    stored = new_case(board, LIBRARY, child(FIRST, LATER))
    assert who_marked(board, stored, MYCN) == ""
    with freeze_time("2026-11-20 10:00"):
        marked = mark_result(board, LIBRARY, stored, MYCN, FIRST.id, "larger sample", TODAY)
    assert who_marked(board, marked, MYCN) == "Zztest Coordinator, 20 Nov 2026"
    typed = MycnResult(mycn=known(Mycn.NOT_AMPLIFIED), provenance=on("2026-10-02"))
    with freeze_time("2026-11-22 10:00"):
        mended = correct_result(board, LIBRARY, marked, MYCN, FIRST.id, typed, TODAY)
    by = who_marked(board, mended, MYCN)
    assert by == "Zztest Coordinator, 20 Nov 2026"
    counting = results_of(LIBRARY, mended, MYCN, by).counting
    assert "a person (Zztest Coordinator, 20 Nov 2026) marked it as the one to use, because: larger sample." in counting


def test_only_a_result_with_a_value_that_stands_is_marked(board: Board) -> None:
    failed = MycnResult(mycn=silent(Silence.SAMPLE_FAILED, PartialDate(2026, 11, 8), "Demo Lab"))
    corrected = replace(FIRST, id=LATER.id, supersedes=FIRST.id)
    stored = new_case(board, LIBRARY, child(FIRST, corrected, failed))
    with pytest.raises(UserError, match="no value"):
        mark_result(board, LIBRARY, stored, MYCN, failed.id, "larger sample", TODAY)
    with pytest.raises(UserError, match="not in this case any more"):
        mark_result(board, LIBRARY, stored, MYCN, FIRST.id, "larger sample", TODAY)
    assert [one.result.id for one in told(stored).lines] == [failed.id, corrected.id]
    line = told(stored).lines[0]
    # when and where stand in their own columns, as those of a result do
    assert (line.value, line.performed, line.laboratory) == ("Sample failed", "08 Nov 2026", "Demo Lab")
    assert [one.counts for one in told(stored).lines] == ["No value", "Yes"]


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (MycnResult(provenance=on("2026-11-05")), "Type the result"),
        (replace(LATER, provenance=on("2026-11-24")), "future|to come|after today"),
        (replace(LATER, provenance=on("2020-01-02")), "birth"),
    ],
)
def test_what_cannot_be_is_not_stored(board: Board, result: MycnResult, words: str) -> None:
    stored = new_case(board, LIBRARY, child(LATER))
    with pytest.raises(UserError, match=words):
        add_result(board, LIBRARY, stored, MYCN, result, TODAY)
    assert get_case(board, stored.id) == stored


def test_a_silence_has_its_day_and_its_place_and_a_value_has_those_of_the_result() -> None:
    pending: Answer[object] = silent(Silence.REQUESTED)
    asked = further_result(MYCN, {"mycn": pending, "ratio": NOT_ASKED}, on("2026-11-20", method="FISH"))
    assert isinstance(asked, MycnResult)
    assert asked.mycn == silent(Silence.REQUESTED, PartialDate(2026, 11, 20), "Demo Lab")
    assert (asked.ratio, asked.provenance) == (NOT_ASKED, Provenance(method="FISH"))
    both = further_result(MYCN, {"mycn": known(Mycn.GAIN), "copies": pending}, on("2026-11-20"))
    assert isinstance(both, MycnResult)
    assert both.provenance == on("2026-11-20")
    assert both.copies.on == PartialDate(2026, 11, 20)


def test_a_report_is_whole_and_two_are_not_mixed() -> None:
    assert [one.name for one in facts_beside(FIELDS["mki"])] == [
        "mki",
        "category",
        "grade",
        "histology",
        "inpc_version",
    ]
    old = Pathology(mki=known(Mki.LOW), grade=known(Grade.DIFFERENTIATING), provenance=on("2026-09-03"))
    new = Pathology(grade=known(Grade.POORLY_DIFFERENTIATED), provenance=on("2026-09-20"))
    case = replace(child(), pathology=(old, new))
    assert "what two specimens or tests say is not mixed" in told(case, "mki").counting
    assert [one.counts for one in told(case, "mki").lines] == ["No value", "No"]
    assert told(case, "mki").contradiction == "These results contradict each other on grade of differentiation."
    assert told(case, "grade").lines[1].also == "Mitosis-karyorrhexis index: low"


def test_treatment_that_began_is_told_as_the_reason() -> None:
    plan = TreatmentPlan(template="any", template_version="1", start=date(2026, 9, 10))
    biopsy = Pathology(histology=known(Histology.UNFAVOURABLE), provenance=on("2026-09-03"))
    later = Pathology(histology=known(Histology.FAVOURABLE), provenance=on("2026-11-02"))
    case = replace(child(), pathology=(biopsy, later), plans=(plan,))
    assert "it is from before treatment began" in told(case, "histology").counting
    assert [one.counts for one in told(case, "histology").lines] == ["No", "Yes"]
    alone = replace(case, pathology=(later,))
    assert "they date from after treatment began" in told(alone, "histology").counting


def test_dates_that_do_not_tell_are_said_and_a_fact_of_no_table_is() -> None:
    undated = [replace(one, provenance=Provenance()) for one in (FIRST, LATER)]
    found = told(child(*undated))
    assert "the dates do not tell which is later" in found.counting
    assert [one.performed for one in found.lines] == ["not recorded"] * 2
    alk = (AlkResult(alk=known(Alk.MUTATION), provenance=on("2026-10-01")), AlkResult(alk=known(Alk.NONE)))
    assert "no risk table goes by this fact" in told(replace(child(), alk=alk), "alk").counting
    assert told(child(), "alk").counting == "No result is recorded yet."
    asked = (AlkResult(alk=silent(Silence.REQUESTED)),)
    assert told(replace(child(), alk=asked), "alk").counting == "None of them has a value, so none counts."


def test_every_fact_of_a_test_has_results_and_an_assessment_of_a_day_has_not() -> None:
    assert not has_results(FIELDS["response_overall"])
    assert not has_results(FIELDS["sex"])
    assert told_results(child(FIRST), FIELDS["sex"]) == []
    for field in FIELDS.values():
        if has_results(field):
            assert told(child(FIRST, LATER), field.name).counting


def test_what_is_typed_never_means_one_of_several_results() -> None:
    ratio, marked = FIELDS["ratio"], replace(FIRST, chosen_because="larger sample")
    for results, field, apart in (
        ((), MYCN, False),
        ((FIRST,), MYCN, False),
        ((FIRST, LATER), MYCN, True),
        ((FIRST, MycnResult(mycn=silent(Silence.REQUESTED))), MYCN, True),
        # of a report that nobody names
        ((FIRST, LATER), ratio, True),
        ((replace(FIRST, ratio=known(Decimal(2))), LATER), ratio, False),
        ((marked,), MYCN, True),
    ):
        assert stands_apart(child(*results), field) is apart
    assert not stands_apart(child(FIRST, LATER), FIELDS["sex"])


def test_results_that_say_nothing_of_a_fact_are_not_counted_for_it() -> None:
    stages: tuple[Result, ...] = (Staging(inrgss=known(Inrgss.M)), Staging(marrow_percent=known(Decimal(5))))
    case = replace(child(), stagings=stages)
    assert len(told_results(case, FIELDS["inrgss"])) == 1

"""The chase list beside the facts: tests asked for, the next gate, what is due, consents nobody asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pdf_reading import page_texts, squeezed

import resources
from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.case import Case, Identifier
from desktop.clinical.chasing import parse_chase_rules
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import RuleFileError
from desktop.clinical.labels import within
from desktop.clinical.record.afterwards import FollowUp
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.record.examinations import Examination
from desktop.clinical.record.family import GermlineResult, Relative, Screening
from desktop.clinical.record.imaging import ImagingStudy, MarrowSample
from desktop.clinical.record.people import Consent, SecondOpinion
from desktop.clinical.record.presentation import Comorbidity
from desktop.clinical.results import MarkerResult, Provenance, ResponseAssessment
from desktop.clinical.treatment_plan import PlanEvent, TreatmentPlan
from desktop.clinical.vocabulary import (
    CaseStatus,
    Grade,
    Histology,
    Inrgss,
    Marker,
    MarkerUnit,
    Mycn,
    OverallResponse,
    Ploidy,
    Silence,
)
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.chase_lines import ASK, DUE, GATE, NOWHERE, REPEAT, ChaseLine, Kind, Weight
from desktop.services.chasing import chase_list, chase_pdf, mail_text
from desktop.services.entries import with_entries
from desktop.services.library import Library

TODAY = date(2026, 11, 30)
REQUESTED = known(PartialDate(2026, 11, 12))


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def child(number: int = 1, **entries: object) -> Case:
    """A child of stage M whose group hangs on segmental changes."""
    case = Case(
        family_name="Zztest",
        given_name=f"Child {number}",
        identifiers=(Identifier(system="mrn", value=f"TEST-{number:04}"),),
        born=known(PartialDate(2025, 8, 21)),
        diagnosed=known(PartialDate(2026, 11, 2)),
    )
    facts: dict[str, Answer[object]] = {
        "inrgss": known(Inrgss.M),
        "histology": known(Histology.FAVOURABLE),
        "grade": known(Grade.POORLY_DIFFERENTIATED),
        "mycn": known(Mycn.NOT_AMPLIFIED),
        "ploidy": known(Ploidy.HYPERDIPLOID),
    }
    for name, answer in facts.items():
        case = FIELDS[name].write(case, answer)
    return replace(case, **entries)  # type: ignore[arg-type]


def listed(board: Board, library: Library, *cases: Case) -> list[tuple[str, ChaseLine]]:
    """Every line that is about no fact, with who must act, in the order of the list."""
    for case in cases:
        new_case(board, library, case)
    groups = chase_list(board, library, TODAY)
    return [(one.owner, line) for one in groups for line in one.lines if line.kind is not Kind.FACT]


def told(found: list[tuple[str, ChaseLine]], kind: Kind) -> list[tuple[str, str, str, Weight]]:
    return [(owner, one.name, one.state, one.weight) for owner, one in found if one.kind is kind]


def examination(**said: object) -> Examination:
    return Examination(**{"test": known("ferritin"), "requested_on": REQUESTED, **said})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ({"provenance": Provenance(laboratory="Demo Lab"), "requested_by": known("Dr Zztest")}, "Demo Lab"),
        ({"requested_by": known("Dr Zztest")}, "Dr Zztest"),
        ({}, NOWHERE),
        ({"adequacy": known("not_adequate")}, REPEAT),
        ({"outcome": silent(Silence.SAMPLE_FAILED)}, REPEAT),
        ({"outcome": known("normal")}, ""),
        ({"result": known("Nothing found.")}, ""),
        ({"provenance": Provenance(reported_on=PartialDate(2026, 11, 20))}, ""),
        ({"outcome": silent(Silence.DECLINED)}, ""),
        ({"requested_on": FollowUp().due_on}, ""),
    ],
)
def test_a_test_without_a_result_has_somebody_to_ask(
    board: Board, library: Library, said: dict[str, object], owner: str
) -> None:
    found = [
        one for one in listed(board, library, child(examinations=(examination(**said),))) if one[1].kind is Kind.TEST
    ]
    assert [one[0] for one in found] == ([owner] if owner else [])


def test_a_specimen_that_was_not_enough_is_taken_again_also_where_that_was_reported(
    board: Board, library: Library
) -> None:
    reported = Provenance(reported_on=PartialDate(2026, 11, 20))
    short = examination(adequacy=known("not_adequate"), provenance=reported)
    bare = examination(adequacy=known("not_adequate"))
    found = listed(board, library, child(1, examinations=(short,)), child(2, examinations=(bare,)))
    told = [(owner, line.state.partition(",")[0]) for owner, line in found if line.kind is Kind.TEST]
    assert told == [(REPEAT, "specimen not enough")] * 2


ALK_ASKED = {"test": known("alk_tumour"), "requested_on": REQUESTED}
LAB = Provenance(laboratory="Demo Lab")


@pytest.mark.parametrize(
    ("fact", "said", "owner", "name"),
    [
        (silent(Silence.REQUESTED, PartialDate(2026, 11, 12), "demo lab"), {"provenance": LAB}, "Demo Lab", "ALK"),
        (silent(Silence.REQUESTED), {"provenance": LAB}, "Demo Lab", "ALK"),
        # the place that only the fact tells
        (silent(Silence.REQUESTED, PartialDate(2026, 11, 12), "Demo Lab"), {}, "Demo Lab", "ALK"),
        (NOT_ASKED, {"provenance": LAB}, "Demo Lab", "ALK"),
        (silent(Silence.SAMPLE_FAILED), {"provenance": LAB}, "Demo Lab", "ALK"),
        (silent(Silence.REQUESTED), {"outcome": silent(Silence.SAMPLE_FAILED)}, REPEAT, "ALK"),
        # another request than that of the test
        (silent(Silence.REQUESTED, None, "Elsewhere"), {"provenance": LAB}, "Demo Lab", ""),
        (silent(Silence.REQUESTED, PartialDate(2026, 11, 20), "Demo Lab"), {"provenance": LAB}, "Demo Lab", ""),
        (silent(Silence.UNKNOWN_AT_SOURCE), {"provenance": LAB}, "Demo Lab", ""),
    ],
)
def test_a_fact_and_the_test_that_it_waits_for_are_one_line(
    board: Board, library: Library, fact: Answer[object], said: dict[str, object], owner: str, name: str
) -> None:
    case = FIELDS["alk"].write(child(examinations=(examination(**ALK_ASKED, **said),)), fact)
    new_case(board, library, case)
    found = [(one.owner, line) for one in chase_list(board, library, TODAY) for line in one.lines]
    own = [line for _, line in found if line.fact == "alk"]
    ((place, test),) = [one for one in found if one[1].kind is Kind.TEST]
    assert (place, bool(own)) == (owner, not name)
    assert test.answers == (("alk",) if name else ())
    assert test.name.endswith(", for ALK") is bool(name)
    if not own and fact.on is not None:
        assert test.asked == fact.on


def test_the_day_and_the_state_that_only_the_fact_tells_stand_in_the_line_of_its_test(
    board: Board, library: Library
) -> None:
    asked = examination(test=known("alk_tumour"), requested_on=NOT_ASKED, requested_by=known("Dr Zztest"))
    fact = silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Lab")
    ((owner, line),) = [
        one
        for one in listed(board, library, FIELDS["alk"].write(child(examinations=(asked,)), fact))
        if one[1].kind is Kind.TEST
    ]
    assert (owner, line.asked, line.days) == ("Demo Lab", PartialDate(2026, 11, 18), 12)


def test_of_a_closed_case_nothing_is_taken_again(board: Board, library: Library) -> None:
    """The child may have died."""
    failed = examination(outcome=silent(Silence.SAMPLE_FAILED))
    found = listed(board, library, replace(child(1, examinations=(failed,)), status=CaseStatus.CLOSED))
    assert found == []


@pytest.mark.parametrize("silence", [Silence.DECLINED, Silence.NOT_APPLICABLE])
def test_a_follow_up_that_is_not_to_come_is_never_overdue(board: Board, library: Library, silence: Silence) -> None:
    off = follow_up(PartialDate(2026, 10, 1), outcome=silent(silence))
    assert [
        line for _, line in listed(board, library, child(1, follow_ups=(off,))) if line.kind is Kind.FOLLOW_UP
    ] == []


def test_a_meeting_that_is_over_is_no_meeting_to_be_ready_for(board: Board, library: Library) -> None:
    over = replace(child(1, markers=(ldh(ASKED),)), board_on=known(PartialDate(2024, 1, 9)))
    assert {line.board_on for _, line in listed(board, library, over)} == {None}


def test_a_test_weighs_what_its_report_answers(board: Board, library: Library) -> None:
    tests = (examination(), examination(test=known("cytogenetics")))
    found = told(listed(board, library, child(examinations=tests)), Kind.TEST)
    assert found == [
        (NOWHERE, "Cytogenetic analysis, for segmental changes (SCA)", "requested 12 Nov 2026", Weight.ALONE),
        (NOWHERE, "Ferritin", "requested 12 Nov 2026", Weight.OTHER),
    ]


def test_a_test_that_the_deciding_fact_does_not_wait_for_says_what_it_decides_through(
    board: Board, library: Library
) -> None:
    sca = silent(Silence.REQUESTED, PartialDate(2026, 11, 20), "Demo Lab")
    case = FIELDS["sca"].write(child(examinations=(examination(test=known("molecular_testing")),)), sca)
    new_case(board, library, case)
    lines = [line for one in chase_list(board, library, TODAY) for line in one.lines if line.weight.decides_group]
    assert [(one.name, one.weight_words) for one in lines if one.kind is Kind.TEST or one.fact == "sca"] == [
        ("Segmental changes (SCA)", "settles the group on its own"),
        ("Molecular testing, for ALK", "decides through segmental changes (SCA)"),
    ]


@pytest.mark.parametrize(
    ("test", "facts", "name"),
    [
        ("inpc_histology", ("histology",), "INPC histology"),
        ("dna_index", ("dna_index", "ploidy"), "DNA index, for ploidy"),
    ],
)
def test_a_test_is_not_said_to_be_for_what_it_is_called(
    board: Board, library: Library, test: str, facts: tuple[str, ...], name: str
) -> None:
    case = child(examinations=(examination(test=known(test)),))
    for fact in facts:
        case = FIELDS[fact].write(case, silent(Silence.REQUESTED))
    found = [line for _, line in listed(board, library, case) if line.kind is Kind.TEST]
    assert [(one.name, set(facts) <= set(one.answers)) for one in found] == [(name, True)]


def test_the_age_of_a_request_is_said(board: Board, library: Library) -> None:
    line = next(one for _, one in listed(board, library, child(examinations=(examination(),))) if one.kind is Kind.TEST)
    assert (line.days, line.age_words, line.since_words) == (18, "18 days", "18 days ago")


def follow_up(day: PartialDate, **said: object) -> FollowUp:
    return FollowUp(test=known("urine_catecholamines"), due_on=known(day), **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("silence", "words"),
    [
        (Silence.INCONCLUSIVE, "overdue since 01 Oct 2026; inconclusive on 02 Oct 2026, repeat"),
        (Silence.SAMPLE_FAILED, "overdue since 01 Oct 2026"),
        (Silence.NOT_ASKED, ""),
    ],
)
def test_a_follow_up_that_told_nothing_is_still_due(
    board: Board, library: Library, silence: Silence, words: str
) -> None:
    origin = Provenance(performed_on=PartialDate(2026, 10, 2))
    one = follow_up(PartialDate(2026, 10, 1), outcome=silent(silence), provenance=origin)
    found = [
        line.state for _, line in listed(board, library, child(1, follow_ups=(one,))) if line.kind is Kind.FOLLOW_UP
    ]
    assert len(found) == bool(words) and all(words in state for state in found)


def test_follow_ups_are_chased_when_they_are_due_in_follow_up_too(board: Board, library: Library) -> None:
    def entries() -> tuple[FollowUp, ...]:
        return (
            follow_up(PartialDate(2026, 11, 20)),
            follow_up(PartialDate(2026, 12), provenance=Provenance(laboratory="Demo Lab")),
            follow_up(PartialDate(2027, 3, 1)),
            follow_up(PartialDate(2026, 10, 1), outcome=known("no_sign")),
        )

    case = replace(child(follow_ups=entries()), status=CaseStatus.FOLLOW_UP)
    found = listed(board, library, case, replace(child(2, follow_ups=entries()), status=CaseStatus.CLOSED))
    assert [(owner, one.number, one.state) for owner, one in found] == [
        ("Demo Lab", 1, "due Dec 2026"),
        (DUE, 1, "overdue since 20 Nov 2026"),
    ]
    assert [one.age_words for _, one in found] == ["", "10 days late"]


def test_screening_that_is_due_is_chased(board: Board, library: Library) -> None:
    found_on = Provenance(reported_on=PartialDate(2026, 8, 15))
    alk = GermlineResult(gene=known("alk"), finding=known("pathogenic"), provenance=found_on)
    found = told(listed(board, library, child(germline=(alk,))), Kind.SCREENING)
    assert [one[:2] for one in found] == [
        (DUE, "Screening: abdominal ultrasound"),
        (DUE, "Screening: chest x-ray"),
        (DUE, "Screening: urine VMA and HVA"),
    ]
    assert {one[2:] for one in found} == {("overdue, planned 15 Nov 2026", Weight.DUE)}


def test_consents_nobody_asked_for_are_the_teams_own(board: Board, library: Library) -> None:
    def given() -> tuple[Consent, ...]:
        return (
            Consent(purpose=known("treatment"), given=known(True)),
            Consent(purpose=known("board"), given=known(False)),
        )

    asked = Consent(purpose=known("research"), given=silent(Silence.REQUESTED, PartialDate(2026, 11, 28)))
    found = listed(board, library, child(), child(2, consents=given()), child(3, consents=(*given(), asked)))
    consents = [(owner, one.number, one.name, one.state) for owner, one in found if one.kind is Kind.CONSENT]
    whole = "not asked yet: treatment, presenting and keeping the case on this board, research and tissue"
    assert sorted(consents, key=lambda one: one[1]) == [
        (ASK, 1, "Consent", whole),
        (ASK, 2, "Consent", "not asked yet: research and tissue"),
        (ASK, 3, "Consent: research and tissue", "requested 28 Nov 2026"),
    ]


def planned(days: int, *done: tuple[str, int]) -> TreatmentPlan:
    """A plan begun so many days ago, with events on days counted from its start."""
    start = TODAY - timedelta(days=days)
    events = tuple(PlanEvent(event=one, actual=start + timedelta(days=day)) for one, day in done)
    return TreatmentPlan(template="cog-high-risk", template_version="1.0.0", start=start, events=events)


def test_a_gate_that_waits_for_a_person_is_chased_with_its_conditions(board: Board, library: Library) -> None:
    lines = listed(board, library, child(plans=(planned(25, ("EV_DX", 0), ("C1", 0)),)))
    found = told(lines, Kind.GATE)
    assert [one[:2] for one in found] == [(GATE, "Gate C2")]
    assert [one.weight_words for _, one in lines if one.kind is Kind.GATE] == ["is the next gate itself"]
    assert "to confirm: neutrophils and platelets recovered" in found[0][2]
    assert found[0][3] is Weight.GATE


def test_a_gate_of_another_day_is_not_chased(board: Board, library: Library) -> None:
    found = listed(board, library, child(plans=(planned(5, ("EV_DX", 0), ("C1", 0)),)))
    assert told(found, Kind.GATE) == []


def test_what_comes_before_the_gate_and_the_response_that_it_goes_by(board: Board, library: Library) -> None:
    cycles = tuple((f"C{one}", 21 * (one - 1)) for one in range(1, 6))
    done = (("EV_DX", 0), *cycles, ("EV_C2", 40), ("PBSC_HARVEST", 41), ("EV_C4", 80), ("SURGERY_PRIMARY", 95))
    known_events = {one.id for one in library.templates["cog-high-risk"].events}
    case = child(plans=(planned(150, *(one for one in done if one[0] in known_events)),))
    new_case(board, library, case)
    lines = [line for one in chase_list(board, library, TODAY) for line in one.lines]
    gate = [one for one in lines if one.kind is Kind.GATE]
    assert any("not recorded" in one.state and one.weight_words == "decides the next gate, HDC 1" for one in gate)
    response = next(one for one in lines if one.fact == "response_overall")
    assert (response.weight, response.weight_words) == (Weight.GATE, "decides the next gate, HDC 1")
    answered = replace(case, responses=(ResponseAssessment(response_overall=known(OverallResponse.PR)),))
    assert FIELDS["response_overall"].read(answered).is_known


def test_what_decides_the_group_goes_before_the_gate_and_that_before_what_is_due(
    board: Board, library: Library
) -> None:
    case = child(
        plans=(planned(25, ("EV_DX", 0), ("C1", 0)),),
        follow_ups=(follow_up(PartialDate(2026, 11, 20)),),
        examinations=(examination(), examination(test=known("cytogenetics"))),
    )
    new_case(board, library, case)
    groups = chase_list(board, library, TODAY)
    assert [one.owner for one in groups] == [NOWHERE, GATE, DUE, ASK]
    for one in groups:
        assert [line.weight for line in one.lines] == sorted(line.weight for line in one.lines)


def test_within_one_place_the_group_goes_before_the_gate_then_what_is_due_then_the_rest(
    board: Board, library: Library
) -> None:
    lab = Provenance(laboratory="Demo Lab")
    case = child(
        plans=(planned(140, ("EV_DX", 0), *((f"C{one}", 21 * (one - 1)) for one in range(1, 6))),),
        follow_ups=(follow_up(PartialDate(2026, 11, 20), provenance=lab),),
        examinations=(examination(provenance=lab), examination(test=known("cytogenetics"), provenance=lab)),
    )
    asked: Answer[object] = silent(Silence.REQUESTED, PartialDate(2026, 11, 12), "Demo Lab")
    new_case(board, library, FIELDS["response_overall"].write(case, asked))
    (group,) = [one for one in chase_list(board, library, TODAY) if one.owner == "Demo Lab"]
    assert [(one.name, one.weight_words) for one in group.lines] == [
        ("Cytogenetic analysis, for segmental changes (SCA)", "settles the group on its own"),
        (library.labels.name("response_overall"), "decides the next gate, HDC 1"),
        ("Follow-up: urine catecholamines", "has its day; does not decide the group"),
        ("Ferritin", "does not decide the group"),
    ]


def test_mail_and_paper_say_how_late_and_name_nobody(board: Board, library: Library) -> None:
    new_case(board, library, child(follow_ups=(follow_up(PartialDate(2026, 11, 20)),)))
    groups = chase_list(board, library, TODAY)
    group = next(one for one in groups if one.owner == DUE)
    text = mail_text(library.labels, group, TODAY)
    assert "follow-up: urine catecholamines; overdue since 20 Nov 2026, 10 days late; has its day" in text
    assert "Zztest" not in text
    pdf, pages = chase_pdf(board, library, groups, today=TODAY, paper="a4")
    assert (pdf[:4], pages) == (b"%PDF", 1)


ASKED = silent(Silence.REQUESTED, PartialDate(2026, 11, 12), "Demo Lab")
FAILED_SAMPLE = silent(Silence.SAMPLE_FAILED, PartialDate(2026, 11, 20), "Demo Lab")


def of_record(found: list[tuple[str, ChaseLine]]) -> list[tuple[str, str, str]]:
    """The lines about entries and markers."""
    return [(owner, one.name, one.state) for owner, one in found if one.kind in {Kind.ENTRY, Kind.MARKER}]


def ldh(answer: Answer[Decimal], **said: object) -> MarkerResult:
    return MarkerResult(marker=Marker.LDH, unit=MarkerUnit.U_L, value=answer, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(build_library().record.kinds.values()), ids=lambda one: one.table)
def test_every_field_of_every_kind_of_entry_is_chased_once(board: Board, library: Library, kind: EntryKind) -> None:
    entry = kind.type(**{one.name: ASKED for one in kind.fields})  # type: ignore[arg-type]
    found = listed(board, library, with_entries(child(), kind, (entry,)))
    lines = [line for _, line in found if line.silence is Silence.REQUESTED]
    told = " ".join(line.name for line in lines)
    about = {"examinations": ("outcome", "result")}.get(kind.table, ())
    assert all(kind.private or one.name in about or within(one.label) in told for one in kind.fields)
    # what a mail may not say stands in a line of its own
    apart = {one.name for one in kind.fields if one.confidential}
    assert len(lines) == (2 if about or apart else 1)
    assert sum(line.confidential for line in lines) == bool(apart)
    assert {owner for owner, line in found if line in lines} == {"Demo Lab"}
    assert {line.weight for line in lines} == {Weight.OTHER}


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ({"germline": (GermlineResult(gene=known("alk"), finding=ASKED),)}, "Germline test, ALK: finding"),
        (
            {"imaging": (ImagingStudy(modality=known("mibg"), occasion=known("diagnosis"), avid=ASKED),)},
            "Imaging study, MIBG scan, diagnosis: takes up tracer",
        ),
        (
            {"marrow_samples": (MarrowSample(sample=known("trephine"), involved=ASKED, tumour_percent=ASKED),)},
            "Marrow sample, trephine core: tumour cells, share of tumour",
        ),
        ({"markers": (ldh(ASKED),)}, "LDH"),
        ({"markers": (ldh(known(Decimal(900)), upper_limit=ASKED),)}, "LDH: upper limit of normal"),
    ],
)
def test_what_an_entry_waits_for_is_asked_where_it_was_requested(
    board: Board, library: Library, entries: dict[str, object], told: str
) -> None:
    found = listed(board, library, child(**entries))
    assert of_record(found) == [("Demo Lab", told, "requested 12 Nov 2026")]
    line = next(one for owner, one in found if owner == "Demo Lab")
    assert (line.since_words, line.weight) == ("18 days ago", Weight.OTHER)


def test_a_failed_sample_is_the_teams_to_take_again(board: Board, library: Library) -> None:
    case = child(germline=(GermlineResult(gene=known("alk"), finding=FAILED_SAMPLE),), markers=(ldh(FAILED_SAMPLE),))
    state = "needs a new sample; sample failed 20 Nov 2026, Demo Lab"
    found = listed(board, library, case)
    assert of_record(found) == [(REPEAT, "Germline test, ALK: finding", state), (REPEAT, "LDH", state)]


@pytest.mark.parametrize("reason", [one for one in Silence if one not in {Silence.REQUESTED, Silence.SAMPLE_FAILED}])
def test_of_other_silences_of_an_entry_nobody_is_to_act(board: Board, library: Library, reason: Silence) -> None:
    told: Answer[str] = silent(reason)
    case = child(germline=(GermlineResult(gene=known("alk"), finding=told),), markers=(ldh(silent(reason)),))
    assert of_record(listed(board, library, case)) == []


def test_a_second_opinion_is_asked_of_its_centre(board: Board, library: Library) -> None:
    asked: Answer[str] = silent(Silence.REQUESTED, PartialDate(2026, 11, 12))
    opinion = SecondOpinion(centre=known("Zztest Centre"), outcome=asked)
    found = of_record(listed(board, library, child(second_opinions=(opinion,))))
    assert found == [("Zztest Centre", "Second opinion: outcome", "requested 12 Nov 2026")]


def test_nobody_is_asked_twice_for_one_thing(board: Board, library: Library) -> None:
    found_on = Provenance(reported_on=PartialDate(2026, 8, 15))
    case = child(
        examinations=(
            examination(outcome=ASKED, result=ASKED),
            examination(requested_on=known(PartialDate(2026, 11, 12)), provenance=Provenance(laboratory="Demo Lab")),
        ),
        consents=(Consent(purpose=known("research"), given=ASKED),),
        follow_ups=(follow_up(PartialDate(2026, 11, 20), outcome=ASKED),),
        screenings=(Screening(test=known("abdominal_ultrasound"), outcome=ASKED),),
        germline=(GermlineResult(gene=known("alk"), finding=known("pathogenic"), provenance=found_on),),
        markers=(MarkerResult(marker=Marker.FERRITIN, unit=MarkerUnit.UG_L, value=ASKED),),
    )
    found = listed(board, library, case)
    assert of_record(found) == []
    screening = next(one for _, one in found if one.name == "Screening: abdominal ultrasound")
    assert screening.state == "requested 12 Nov 2026; overdue, planned 15 Nov 2026"


def test_a_marker_of_another_day_than_the_test_is_another_request(board: Board, library: Library) -> None:
    other: Answer[Decimal] = silent(Silence.REQUESTED, PartialDate(2026, 11, 13), "Demo Lab")
    lab = Provenance(laboratory="Demo Lab")
    marker = MarkerResult(marker=Marker.FERRITIN, unit=MarkerUnit.UG_L, value=other)
    case = child(examinations=(examination(provenance=lab),), markers=(marker,))
    assert of_record(listed(board, library, case)) == [("Demo Lab", "Ferritin", "requested 13 Nov 2026")]


def test_a_written_result_is_awaited_though_the_outcome_is_known(board: Board, library: Library) -> None:
    found = listed(board, library, child(examinations=(examination(outcome=known("normal"), result=ASKED),)))
    assert of_record(found) == [
        ("Demo Lab", "Test or procedure, ferritin, 12 Nov 2026: result", "requested 12 Nov 2026")
    ]


def test_what_is_due_and_was_requested_says_so_where_it_was_asked(board: Board, library: Library) -> None:
    def entries() -> tuple[FollowUp, ...]:
        return (
            follow_up(PartialDate(2026, 11, 20), outcome=ASKED),
            follow_up(PartialDate(2026, 11, 21), outcome=FAILED_SAMPLE),
            follow_up(PartialDate(2027, 3, 1), outcome=ASKED),
        )

    found = listed(board, library, replace(child(follow_ups=entries()), status=CaseStatus.FOLLOW_UP))
    assert [(owner, one.kind, one.state) for owner, one in found] == [
        ("Demo Lab", Kind.FOLLOW_UP, "requested 12 Nov 2026; overdue since 20 Nov 2026"),
        ("Demo Lab", Kind.ENTRY, "requested 12 Nov 2026"),
        (
            REPEAT,
            Kind.FOLLOW_UP,
            "needs a new sample; sample failed 20 Nov 2026, Demo Lab; overdue since 21 Nov 2026",
        ),
    ]


def test_of_a_closed_case_only_what_was_requested_is_chased(board: Board, library: Library) -> None:
    markers = (ldh(ASKED), ldh(FAILED_SAMPLE))
    case = replace(child(markers=markers), status=CaseStatus.CLOSED)
    assert of_record(listed(board, library, case)) == [("Demo Lab", "LDH", "requested 12 Nov 2026")]


def test_a_corrected_entry_is_not_chased_any_more(board: Board, library: Library) -> None:
    before = ldh(ASKED)
    after = ldh(known(Decimal(900)), supersedes=before.id)
    assert of_record(listed(board, library, child(markers=(before, after)))) == []


def test_a_mail_has_no_words_that_somebody_wrote_and_nothing_of_a_relative(board: Board, library: Library) -> None:
    case = child(
        comorbidities=(Comorbidity(condition=known("Zzsecret"), active=ASKED),),
        relatives=(Relative(relation=known("mother"), gene=known("alk"), variant_found=ASKED),),
        markers=(ldh(ASKED),),
    )
    new_case(board, library, case)
    groups = chase_list(board, library, TODAY)
    text = mail_text(library.labels, next(one for one in groups if one.owner == "Demo Lab"), TODAY)
    assert "LDH; requested 12 Nov 2026, 18 days ago; does not decide the group" in text
    assert "other illness: still there" in text
    assert "relative: see the record; requested" in text
    assert not any(word in text for word in ("Zzsecret", "other,", "mother", "variant"))
    pdf, _ = chase_pdf(board, library, groups, today=TODAY, paper="a4")
    told = squeezed(" ".join(page_texts(pdf)))
    assert "LDH" in told and "Zzsecret" not in told and "mother" not in told.casefold()


def test_what_decides_the_group_goes_before_what_an_entry_waits_for(board: Board, library: Library) -> None:
    case = replace(child(markers=(ldh(ASKED),)), board_on=known(PartialDate(2026, 12, 1)))
    asked: Answer[object] = silent(Silence.REQUESTED, PartialDate(2026, 11, 29), "Demo Lab")
    new_case(board, library, FIELDS["sca"].write(case, asked))
    (group,) = [one for one in chase_list(board, library, TODAY) if one.owner == "Demo Lab"]
    assert [one.fact == "sca" for one in group.lines] == [True, False]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('code = "dna_index"', 'code = "nonsense"', "none of the tests"),
        ('facts = ["mycn"]', 'facts = ["nonsense"]', "nonsense is none"),
        ('facts = ["mycn"]', "facts = []", "must name facts"),
        ('source = ["S-0532"]', 'source = ["S-NONE"]', "not in"),
        ('tests = ["ferritin"]', 'tests = ["nonsense"]', "none of the tests"),
        ('code = "ferritin"\ntests', 'code = "nonsense"\ntests', "code"),
        ('place = "centre"', 'place = "nonsense"', "is none"),
    ],
)
def test_a_file_that_is_not_sound_is_refused(library: Library, old: str, new: str, says: str) -> None:
    text = resources.read_text("chase/answers.toml")
    assert old in text
    with pytest.raises(RuleFileError, match=says):
        parse_chase_rules(
            "x", text.replace(old, new), FIELDS, library.record.words()["examinations.test"], {"second_opinions.centre"}
        )


def test_every_condition_named_is_one_of_a_template(library: Library) -> None:
    conditions = {each.id for one in library.templates.values() for event in one.events for each in event.gate}
    assert {*library.chasing.gates} <= conditions

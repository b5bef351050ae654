"""The chase list beside the facts: tests asked for, the next gate, what is due, consents nobody asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

import resources
from desktop.app import build_library
from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.case import Case, Identifier, PlanEvent, TreatmentPlan
from desktop.clinical.chasing import parse_chase_rules
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import RuleFileError
from desktop.clinical.record.afterwards import FollowUp
from desktop.clinical.record.examinations import Examination
from desktop.clinical.record.family import GermlineResult
from desktop.clinical.record.people import Consent
from desktop.clinical.results import Provenance, ResponseAssessment
from desktop.clinical.vocabulary import CaseStatus, Grade, Histology, Inrgss, Mycn, OverallResponse, Ploidy, Silence
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.chase_lines import ASK, DUE, GATE, NOWHERE, REPEAT, ChaseLine, Kind, Weight
from desktop.services.chasing import chase_list, chase_pdf, mail_text
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


def test_a_test_weighs_what_its_report_answers(board: Board, library: Library) -> None:
    tests = (examination(), examination(test=known("cytogenetics")))
    found = told(listed(board, library, child(examinations=tests)), Kind.TEST)
    assert found == [
        (NOWHERE, "Cytogenetic analysis", "requested 12 Nov 2026", Weight.ALONE),
        (NOWHERE, "Ferritin", "requested 12 Nov 2026", Weight.OTHER),
    ]


def test_the_age_of_a_request_is_said(board: Board, library: Library) -> None:
    line = next(one for _, one in listed(board, library, child(examinations=(examination(),))) if one.kind is Kind.TEST)
    assert (line.days, line.age_words, line.since_words) == (18, "18 days", "18 days ago")


def follow_up(day: PartialDate, **said: object) -> FollowUp:
    return FollowUp(test=known("urine_catecholamines"), due_on=known(day), **said)  # type: ignore[arg-type]


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
    found = told(listed(board, library, child(plans=(planned(25, ("EV_DX", 0), ("C1", 0)),))), Kind.GATE)
    assert [one[:2] for one in found] == [(GATE, "Gate C2")]
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
        ("Cytogenetic analysis", "settles the group on its own"),
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


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('code = "dna_index"', 'code = "nonsense"', "none of the tests"),
        ('facts = ["mycn"]', 'facts = ["nonsense"]', "nonsense is none"),
        ('facts = ["mycn"]', "facts = []", "must name facts"),
        ('source = ["S-0532"]', 'source = ["S-NONE"]', "not in"),
    ],
)
def test_a_file_that_is_not_sound_is_refused(library: Library, old: str, new: str, says: str) -> None:
    text = resources.read_text("chase/answers.toml")
    assert old in text
    with pytest.raises(RuleFileError, match=says):
        parse_chase_rules("x", text.replace(old, new), FIELDS, library.record.words()["examinations.test"])


def test_every_condition_named_is_one_of_a_template(library: Library) -> None:
    conditions = {each.id for one in library.templates.values() for event in one.events for each in event.gate}
    assert {*library.chasing.gates} <= conditions

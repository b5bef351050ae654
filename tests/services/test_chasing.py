"""The chase list: who must act, what decides comes first, how long it has been waited for; what leaves is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.app import build_library
from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.person import Person
from desktop.clinical.rights import NotAllowedError
from desktop.clinical.vocabulary import CaseStatus, Grade, Histology, Inrgss, Mycn, Ploidy, Presence, Role, Silence
from desktop.services.boards import Board
from desktop.services.cases import delete_case, new_case
from desktop.services.chasing import (
    ASK,
    CHASED,
    ELSEWHERE,
    FAILED,
    NOWHERE,
    REPEAT,
    SOURCE,
    ChaseGroup,
    Weight,
    chase_list,
    chase_pdf,
    hand_out_list,
    mail_text,
)
from desktop.services.library import Library

TODAY = date(2026, 11, 30)
SETTLED = {
    "inrgss": known(Inrgss.M),
    "histology": known(Histology.FAVOURABLE),
    "grade": known(Grade.POORLY_DIFFERENTIATED),
    "mycn": known(Mycn.NOT_AMPLIFIED),
    "ploidy": known(Ploidy.HYPERDIPLOID),
    "sca": known(Presence.ABSENT),
}


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def child(number: int, **answers: Answer[object]) -> Case:
    """A child of 438 days of stage M, settled but for what is said otherwise."""
    case = Case(
        family_name="Zztest",
        given_name=f"Child {number}",
        identifiers=(Identifier(system="mrn", value=f"TEST-{number:04}"),),
        born=known(PartialDate(2025, 8, 21)),
        diagnosed=known(PartialDate(2026, 11, 2)),
    )
    for name, answer in {**SETTLED, **answers}.items():
        case = FIELDS[name].write(case, answer)
    return case


def asked(day: PartialDate | None, where: str = "") -> Answer[object]:
    return silent(Silence.REQUESTED, day, where)


def listed(board: Board, library: Library, *cases: Case) -> tuple[ChaseGroup, ...]:
    for case in cases:
        new_case(board, library, case)
    return chase_list(board, library, TODAY)


def told(groups: tuple[ChaseGroup, ...]) -> dict[str, list[tuple[int, str, Weight]]]:
    return {one.owner: [(line.number, line.fact, line.weight) for line in one.lines] for one in groups}


def test_a_laboratory_has_what_it_was_asked_for_and_what_decides_comes_first(board: Board, library: Library) -> None:
    lab = asked(PartialDate(2026, 11, 12), "Demo Lab")
    groups = listed(
        board, library, child(1, alk=lab, mycn=lab), child(2, sca=asked(PartialDate(2026, 11, 20), "demo  lab"))
    )
    found = told(groups)["Demo Lab"]
    assert found[:2] == [(1, "mycn", Weight.ALONE), (2, "sca", Weight.ALONE)]
    assert found[-1] == (1, "alk", Weight.OTHER)
    first = groups[0].lines[0]
    assert (first.days, first.age_words, first.state) == (18, "18 days", "requested 12 Nov 2026")


@pytest.mark.parametrize(
    ("answer", "owner"),
    [
        (asked(None, "Demo Lab"), "Demo Lab"),
        (asked(None), NOWHERE),
        (silent(Silence.NOT_ASKED), ASK),
        (silent(Silence.SAMPLE_FAILED, PartialDate(2026, 11, 1), "Demo Lab"), REPEAT),
        (silent(Silence.INCONCLUSIVE), REPEAT),
        (silent(Silence.NOT_AVAILABLE), ELSEWHERE),
        (silent(Silence.UNKNOWN_AT_SOURCE), SOURCE),
        (silent(Silence.UNKNOWN_AT_SOURCE, None, "Northern hospital"), "Northern hospital"),
        (silent(Silence.DECLINED), ""),
        (silent(Silence.NOT_APPLICABLE), ""),
    ],
)
def test_every_silence_has_somebody_who_must_act_or_nobody(
    board: Board, library: Library, answer: Answer[object], owner: str
) -> None:
    groups = listed(board, library, child(1, sca=answer))
    owners = {one.owner for one in groups for line in one.lines if line.fact == "sca"}
    assert owners == ({owner} if owner else set())


def test_what_is_not_available_here_and_decides_nothing_is_left_out(board: Board, library: Library) -> None:
    groups = listed(board, library, child(1, alk=silent(Silence.NOT_AVAILABLE)))
    assert "alk" not in {line.fact for one in groups for line in one.lines}


def test_the_nearest_meeting_goes_before_the_longest_wait(board: Board, library: Library) -> None:
    later = child(1, sca=asked(PartialDate(2026, 10, 1), "Demo Lab"))
    sooner = replace(
        child(2, sca=asked(PartialDate(2026, 11, 29), "Demo Lab")), board_on=known(PartialDate(2026, 12, 1))
    )
    longer = child(3, sca=asked(PartialDate(2026, 9, 1), "Demo Lab"))
    undated = child(4, sca=asked(PartialDate(2026, 11), "Demo Lab"))
    groups = listed(board, library, later, sooner, longer, undated)
    assert [line.number for line in groups[0].lines if line.fact == "sca"] == [2, 3, 1, 4]
    assert groups[0].lines[-1].age_words == ""


def test_places_come_before_the_team_and_those_that_hold_up_most_first(board: Board, library: Library) -> None:
    cases = [child(one, sca=asked(None, "Busy Lab")) for one in range(2)]
    cases += [
        child(7, alk=asked(None, "A Lab")),
        child(8, sca=silent(Silence.NOT_ASKED)),
        child(9, sca=silent(Silence.SAMPLE_FAILED)),
    ]
    assert [one.owner for one in listed(board, library, *cases)] == ["Busy Lab", "A Lab", REPEAT, ASK]


def test_of_children_in_follow_up_only_what_was_requested_and_of_the_bin_nothing(
    board: Board, library: Library
) -> None:
    waiting = replace(child(1, sca=asked(None, "Demo Lab")), status=CaseStatus.FOLLOW_UP)
    binned = new_case(board, library, child(2, sca=asked(None, "Demo Lab")))
    delete_case(board, library, binned.id, "Entered twice")
    assert told(listed(board, library, waiting)) == {"Demo Lab": [(2, "sca", Weight.OTHER)]}


def test_progress_is_told_and_stops_it(board: Board, library: Library) -> None:
    new_case(board, library, child(1, sca=asked(None, "Demo Lab")))
    seen: list[tuple[int, int]] = []
    chase_list(board, library, TODAY, lambda done, total: seen.append((done, total)))
    assert seen == [(0, 1)]

    def stop(_done: int, _total: int) -> None:
        raise UserError("stopped")

    with pytest.raises(UserError, match="stopped"):
        chase_list(board, library, TODAY, stop)


def test_the_text_of_a_mail_names_nobody(board: Board, library: Library) -> None:
    group = listed(board, library, child(1, sca=asked(PartialDate(2026, 11, 12), "Demo Lab")))[0]
    text = mail_text(library.labels, group, TODAY)
    assert "Zztest" not in text
    assert text.splitlines()[0] == "Still awaited on 30 Nov 2026. What it does to the risk group is by COG v2."
    assert (
        "- Hospital no. TEST-0001 (case 1): segmental changes (SCA); requested 12 Nov 2026, 18 days ago; "
        "settles the group on its own" in text
    )


def printed(board: Board) -> list[tuple[str, object]]:
    with board.database.read() as work:
        return [(one.action, one.changes["children"][1]) for one in work.audit.entries() if one.entity == "print"]


def test_nothing_goes_out_unnoticed(board: Board, library: Library) -> None:
    groups = listed(board, library, child(1, sca=asked(None, "Demo Lab")), child(2, mycn=asked(None, "Demo Lab")))
    pdf, _ = chase_pdf(board, library, groups, today=TODAY, paper="a4")
    given: list[int] = []
    assert hand_out_list(board, groups, pdf, lambda: given.append(1))
    assert given == [1]

    def refuse() -> None:
        raise UserError("The printer takes no page.")

    with pytest.raises(UserError, match="takes no page"):
        hand_out_list(board, groups, pdf, refuse)
    assert printed(board) == [(FAILED, 2), (CHASED, 2), (CHASED, 2)]


def test_who_may_not_print_is_refused(board: Board, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    groups = listed(board, library, child(1, sca=asked(None, "Demo Lab")))
    monkeypatch.setattr("desktop.clinical.rights.RIGHTS", {role: frozenset() for role in Role})
    viewer = replace(board, person=Person(name="Zztest Viewer", role=Role.VIEWER))
    with pytest.raises(NotAllowedError):
        hand_out_list(viewer, groups, b"", lambda: None)


def test_a_part_of_what_decides_says_through_which_fact(board: Board, library: Library) -> None:
    lab = asked(PartialDate(2026, 11, 12), "Demo Lab")
    groups = listed(board, library, child(1, sca=lab, loss_1p=lab, alk=lab))
    found = {line.fact: line for line in groups[0].lines}
    assert [line.fact for line in groups[0].lines] == ["sca", "loss_1p", "alk"]
    assert found["loss_1p"].weight is Weight.THROUGH
    assert found["loss_1p"].weight_words == "decides through segmental changes (SCA)"
    assert found["alk"].weight_words == "does not decide the group"

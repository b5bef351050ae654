"""People are stored and audited; kept answers stay as they were kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import small_case

from db.assessments import KeptAssessment
from desktop.clinical.errors import UserError
from desktop.clinical.person import Person
from desktop.clinical.vocabulary import Role
from desktop.services.boards import Board


def test_a_person_changes_and_a_stale_change_is_refused(board: Board) -> None:
    with board.database.work(board.person.id) as work:
        added = work.persons.add(Person(name="Zztest Second"))
        saved = work.persons.save(added, replace(added, role=Role.VIEWER))
        assert work.audit.entries(limit=1)[0].changes == {"role": ["coordinator", "viewer"]}
    with board.database.read() as work:
        assert work.persons.get(added.id) == saved
        assert [one.name for one in work.persons.all()] == ["Zztest Coordinator", "Zztest Second"]
    with pytest.raises(UserError, match="changed meanwhile"), board.database.work(board.person.id) as work:
        work.persons.save(added, replace(added, role=Role.CLINICIAN))
    with pytest.raises(UserError, match="not on this board"), board.database.read() as work:
        work.persons.get(small_case().id)


def test_a_kept_answer_names_its_rules_and_the_rows_of_its_facts(board: Board) -> None:
    kept = KeptAssessment(
        case_id=small_case().id,
        case_version=1,
        occasion="printed page",
        scheme="cog-v2",
        scheme_version="1.0.0",
        rules="0" * 64,
        facts={"inrgss": {"value": "M", "row": str(small_case().stagings[0].id)}},
        answer={"groups": ["intermediate", "high"]},
    )
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case()], "New case")
        work.assessments.keep(kept)
    with board.database.read() as work:
        assert work.assessments.of(small_case().id) == [kept]
        assert work.audit.entries(small_case().id, 1)[0].entity_id == kept.id

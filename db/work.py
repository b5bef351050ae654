"""What one transaction works with: the repositories on one connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from db.assessments import Assessments
from db.attachments import Attachments
from db.audit import Audit
from db.board_row import read_board
from db.board_work import BoardWork
from db.case_index import CaseIndex
from db.cases import Cases
from db.centre import CentreRows
from db.drafts import Drafts
from db.first_look import BoardRow
from db.own_templates import OwnTemplates
from db.persons import Persons
from db.rule_packs import RulePacks
from db.saved_views import SavedViews
from db.signing import Signing


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One transaction: the repositories, and who does it (an empty name while reading)."""

    cases: Cases
    persons: Persons
    centre: CentreRows
    views: SavedViews
    drafts: Drafts
    rules: RulePacks
    templates: OwnTemplates
    signing: Signing
    audit: Audit
    index: CaseIndex
    assessments: Assessments
    attachments: Attachments
    board_work: BoardWork
    connection: Connection
    person_name: str = ""

    @property
    def board(self) -> BoardRow:
        """What the board says of itself."""
        return read_board(self.connection)

    @classmethod
    def on(cls, connection: Connection, chain_key: bytes, person: UUID | None, now: Callable[[], datetime]) -> Work:
        """The repositories on a connection whose transaction has begun."""
        audit = Audit(connection, chain_key, person, now)
        persons = Persons(connection, audit, now)
        return cls(
            cases=Cases(connection, audit, now),
            persons=persons,
            centre=CentreRows(connection, audit, now),
            views=SavedViews(connection, audit, now),
            drafts=Drafts(connection, now),
            rules=RulePacks(connection, audit, person, now),
            templates=OwnTemplates(connection, audit, person, now),
            signing=Signing(connection, audit, person, now),
            audit=audit,
            index=CaseIndex(connection),
            assessments=Assessments(connection, audit, person, now),
            attachments=Attachments(connection, audit, now),
            board_work=BoardWork(connection, audit),
            connection=connection,
            person_name="" if person is None else persons.name_of(person),
        )

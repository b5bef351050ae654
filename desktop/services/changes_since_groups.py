"""What changed facts did to the stage and the risk groups, by today's rules; and changes of the rules, said apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from db.audit import AuditEntry
from db.audit_search import AuditQuery, search_audit
from db.tables import centre_services, rule_adoptions
from desktop.clinical.case import Case
from desktop.clinical.risk import Assessment
from desktop.clinical.risk.case_facts import facts_of
from desktop.services.library import Library
from desktop.services.lines import stage_words

if TYPE_CHECKING:
    from db.work import Work

VARIANTS = "Rule variants"
"""What the history calls the choice of another variant of a scheme."""


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What one scheme says of a child as it was and as it is, by the same rules."""

    scheme: str
    before: Assessment
    after: Assessment

    @property
    def differs(self) -> bool:
        """Whether other groups can be reached, or the scheme has a row where it had none."""
        return (self.before.groups, self.before.not_covered is None) != (
            self.after.groups, self.after.not_covered is None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The stage as the rules see it before and after, and every scheme; both by ``version`` of today's rules.

    ``before`` is empty and ``schemes`` are none where the case was not there yet.
    """

    before: str
    after: str
    schemes: tuple[GroupChange, ...]

    @property
    def changed(self) -> tuple[GroupChange, ...]:
        """The schemes that say otherwise now."""
        return tuple(one for one in self.schemes if one.differs)

    @property
    def restaged(self) -> bool:
        """Whether the stage is another one."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """Other rules, or another variant of a scheme, became the board's: when, by whom, as the history names it."""

    at: datetime
    person: str
    action: str


def regrouped(library: Library, then: Case | None, now: Case) -> Regrouped | None:
    """Assess both with the rules that hold today; None where there is nothing to compare with."""
    if then is None:
        return None
    rules = library.rules
    was, is_now = facts_of(then, rules), facts_of(now, rules)
    schemes = [
        GroupChange(one.id, rules.assess(was.facts, one.id), rules.assess(is_now.facts, one.id))
        for one in rules.schemes
    ]
    return Regrouped(stage_words(was), stage_words(is_now), tuple(schemes))


def rules_changed(work: Work, day: date, until: date | None, zone: tzinfo | None) -> tuple[RulesChanged, ...]:
    """Every change of the board's rules after the end of a day, earliest first."""
    query = AuditQuery(
        of_board=True, kinds=(rule_adoptions.name, centre_services.name), since=day + timedelta(days=1), until=until,
        zone=zone, limit=None,
    )  # fmt: skip
    names = {one.id: one.name for one in work.persons.all()}
    found = search_audit(work.connection, query)
    told = [one for one in found if one.action == VARIANTS or _are_others(one)]
    return tuple(RulesChanged(one.at, names.get(one.person, ""), one.action) for one in reversed(told))


def _are_others(entry: AuditEntry) -> bool:
    """Whether a board that had rules adopted others; the first ones replace none."""
    return entry.entity == rule_adoptions.name and entry.changes.get("checksum", (None,))[0] is not None

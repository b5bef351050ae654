"""What was said of the centre that a board belongs to: one row for each test or treatment somebody spoke about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from db.audit import Audit
from db.tables import centre_services
from desktop.clinical.centre import Centre

OTHER = "other"
"""The row of what else is not available, in free words."""

_RULES = "rules:"
"""What the row of a rule variant in use begins with; scheme and variant follow, parted by a stroke."""

_WORDS = {None: None, True: "available", False: "not available"}


class CentreRows:
    """Reads and writes what is available at the centre. A removed answer leaves its audit entries."""

    def __init__(self, connection: Connection, audit: Audit, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._audit = audit
        self._now = now

    def get(self) -> Centre:
        """All that was said."""
        rows = list(self._connection.execute(select(centre_services)))
        told = {
            row.service: bool(row.available)
            for row in rows
            if row.service != OTHER and not row.service.startswith(_RULES)
        }
        return Centre(told, next((row.words for row in rows if row.service == OTHER), ""))

    def set_available(self, service: str, available: bool | None) -> None:
        """Say whether the centre has it; None takes the answer back."""
        before = self.get().available.get(service)
        if before is available:
            return
        self._put(service, None if available is None else {"available": available, "words": ""})
        changes: dict[str, list[object]] = {service: [_WORDS[before], _WORDS[available]]}
        self._audit.add("Centre's resources", centre_services.name, changes=changes)

    def set_other(self, words: str) -> None:
        """Say what else is not available; empty takes it back."""
        before = self.get().other
        if before == words:
            return
        self._put(OTHER, {"available": False, "words": words} if words else None)
        self._audit.add("Centre's resources", centre_services.name, changes={OTHER: [before, words]})

    def variants(self) -> dict[str, tuple[str, ...]]:
        """The variants of schemes that the board works by, in the order of their ids."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self._connection.execute(select(centre_services).order_by(centre_services.c.service)):
            if row.service.startswith(_RULES):
                scheme, _, variant = row.service.removeprefix(_RULES).partition("/")
                found[scheme] = (*found.get(scheme, ()), variant)
        return found

    def set_variant(self, scheme: str, variant: str, in_use: bool) -> None:
        """Say whether the board works by a variant of a scheme; nothing said is the standard."""
        before = variant in self.variants().get(scheme, ())
        if before is in_use:
            return
        name = f"{scheme}/{variant}"
        self._put(f"{_RULES}{name}", {"available": True, "words": ""} if in_use else None)
        words = {True: "in use", False: "standard"}
        changes: dict[str, list[object]] = {name: [words[before], words[in_use]]}
        self._audit.add("Rule variants", centre_services.name, changes=changes)

    def _put(self, service: str, values: dict[str, object] | None) -> None:
        row = centre_services.c.service == service
        if values is None:
            self._connection.execute(delete(centre_services).where(row))
            return
        values = {**values, "changed_at": self._now().isoformat()}
        if not self._connection.execute(update(centre_services).where(row).values(values)).rowcount:
            self._connection.execute(insert(centre_services).values(service=service, **values))

"""What a scheme says about one child: the answer, the rows it rests on, and what would settle it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.risk.rows import Row


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a row stands, and how well it is supported (OK2, OK1, CONFLICT, UNVERIFIED)."""

    row: str
    source: str
    status: str

    def document(self) -> dict[str, object]:
        """The JSON object."""
        return {"row": self.row, "source": self.source, "status": self.status}

    @classmethod
    def of(cls, row: Row) -> Citation:
        """The citation of a row."""
        return cls(row.id, row.cited.source, row.cited.status.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The risk groups that are still reachable under one scheme.

    ``groups``: all that some possible completion of the unknown facts reaches, least to most severe. ``settled``: one
    group and no conflict. ``rows``: the rows that can still be reached. ``conflict``: which sources disagree, or
    None. ``not_covered``: why the scheme has no row for this child, or None; all lists are then empty.
    ``deciding``: facts in some minimal set that settles the answer; ``settling_sets``: all smallest such sets;
    ``cannot_change``: the other unknown facts.
    """

    scheme: str
    version: str
    groups: tuple[str, ...] = ()
    settled: bool = False
    rows: tuple[str, ...] = ()
    conflict: str | None = None
    not_covered: str | None = None
    deciding: tuple[str, ...] = ()
    cannot_change: tuple[str, ...] = ()
    settling_sets: tuple[tuple[str, ...], ...] = ()
    warnings: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def only_sources_differ(self) -> bool:
        """Whether no test can settle it, because only the disagreement of the sources is left."""
        return self.conflict is not None and not self.deciding

    def document(self) -> dict[str, object]:
        """The JSON object that other programs read."""
        return {
            "scheme": self.scheme,
            "version": self.version,
            "groups": list(self.groups),
            "settled": self.settled,
            "rows": list(self.rows),
            "conflict": self.conflict,
            "not_covered": self.not_covered,
            "deciding": list(self.deciding),
            "cannot_change": list(self.cannot_change),
            "settling_sets": [list(one) for one in self.settling_sets],
            "warnings": list(self.warnings),
            "citations": [one.document() for one in self.citations],
        }

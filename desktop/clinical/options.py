"""Treatment options as published summaries name them: information beside a child, never advice about it.

Lists are found by the child's group, stage and course; nothing here ranks an option or chooses one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.clinical.errors import RuleFileError
from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table


class Course(StrEnum):
    """Whether a list is for a disease newly diagnosed, come back, or that did not respond."""

    FIRST = "first"
    RECURRENT = "recurrent"
    REFRACTORY = "refractory"


class Fit(StrEnum):
    """Whether a list is for a child: it is; it may be, as a fact is unknown; or it is not."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


Known = Mapping[str, frozenset[str]]
"""For ``group`` and ``stage`` the values that are possible for a child; one of them where it is settled.

For ``where`` everything that holds of a disease that came back; nothing while its sites are not known.
"""

WHERE = "where"
FACTS = ("group", "stage", WHERE)
PLACES = ("same_area", "elsewhere", "cns")
"""Where a disease came back; in the brain is elsewhere too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YoungerThan:
    """The age that a source names for an option: ``words`` as ``infants``, ``days`` the first day of age that is none
    of it any more. ``remark``: what is not the source's own of it.
    """

    days: int
    words: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentOption:
    """One option in the source's words, shortened. ``part``: its phase; ``trial_only``: not outside of a trial.

    ``younger``: it is for children who were younger than that, whatever else the source asks for.
    """

    id: str
    words: str
    part: str
    remark: str
    trial_only: bool
    younger: YoungerThan | None
    cited: Cited

    def is_past(self, age_days: int | None) -> bool:
        """Whether a child was surely too old for it at diagnosis already; never where the age is not known."""
        return self.younger is not None and age_days is not None and age_days >= self.younger.days


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionList:
    """The options for one context. ``none``: what the source says where it has no list or no standard treatment.

    ``also``: other courses that the source names in the same list.
    """

    id: str
    title: str
    course: Course
    also: frozenset[Course]
    when: Mapping[str, frozenset[str]]
    intro: str
    none: str
    options: tuple[TreatmentOption, ...]

    def fit(self, known: Known) -> Fit:
        """Whether it is for a child of whom this is known. A list without conditions may be for anybody."""
        found = Fit.YES if self.when else Fit.MAYBE
        for fact, wanted in self.when.items():
            possible = known.get(fact, frozenset()) if fact == WHERE else known[fact]
            if fact == WHERE and not possible:
                found = Fit.MAYBE
                continue
            if not possible & wanted:
                return Fit.NO
            if fact != WHERE and not possible <= wanted:
                found = Fit.MAYBE
        return found

    def is_for(self, course: Course) -> bool:
        """Whether the source means a disease of this course."""
        return course is self.course or course in self.also


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFile:
    """One source with its lists. ``scheme``: whose risk groups it means; ``updated``: the source's own date.

    ``attribution`` stands before every list, ``credit`` and ``citation`` beneath, as the source's owner asks for.
    """

    file: RuleFile
    scheme: str
    updated: date
    accessed: date
    warn_after_months: int
    attribution: str
    credit: str
    citation: str
    remarks: tuple[str, ...]
    lists: tuple[OptionList, ...]

    @classmethod
    def parse(cls, name: str, text: str) -> OptionFile:
        """Read one file. Raises RuleFileError that names the list and the key."""
        file = open_file(name, text)
        file.only(
            *HEAD, "scheme", "updated", "accessed", "warn_after_months", "attribution", "credit", "citation",
            "remarks", "list",
        )  # fmt: skip
        sources = Sources(file)
        lists = tuple(_list(one, sources) for one in file.tables("list", "id"))
        ids = [one.id for one in lists] + [option.id for one in lists for option in one.options]
        for one in ids:
            if ids.count(one) > 1:
                raise file.refuse(f'"{one}" stands twice; give each list and option its own id')
        return cls(
            file=head(file, sources),
            scheme=file.text("scheme"),
            updated=_day(file, "updated"),
            accessed=_day(file, "accessed"),
            warn_after_months=file.whole("warn_after_months", 1),
            attribution=file.text("attribution"),
            credit=file.text("credit"),
            citation=file.text("citation"),
            remarks=file.names("remarks"),
            lists=lists,
        )

    def is_old(self, today: date) -> bool:
        """Whether the source is older than it may be without a warning."""
        months = (today.year - self.updated.year) * 12 + today.month - self.updated.month
        return months - (today.day < self.updated.day) >= self.warn_after_months

    @property
    def citation_words(self) -> str:
        """The citation with its two dates, month first as the source writes them."""
        return self.citation.format(updated=f"{self.updated:%m/%d/%Y}", accessed=f"{self.accessed:%m/%d/%Y}")


def _day(table: Table, key: str) -> date:
    value = table.values.get(key)
    if not isinstance(value, date):
        raise table.refuse(f'"{key}" is missing or no date; write {key} = 2024-10-23')
    return value


def _list(entry: Table, sources: Sources) -> OptionList:
    entry.only("id", "title", "course", "also", "when", "intro", "none", "option")
    options = tuple(_option(one, sources) for one in entry.tables("option", "id"))
    if not options and "none" not in entry.values:
        raise entry.refuse('a list without an option must say so in "none"')
    when = Table.of(f"{entry.where}, when", entry.values.get("when", {}))
    when.only(*FACTS)
    strange = [one for one in entry.names("also") if one not in [*Course]]
    unplaced = {*when.names(WHERE)} - {*PLACES}
    if strange or unplaced:
        raise entry.refuse(f'"{[*strange, *unplaced][0]}" is none of {", ".join((*Course, *PLACES))}')
    return OptionList(
        id=entry.text("id"),
        title=entry.text("title"),
        course=entry.code("course", Course),
        also=frozenset(map(Course, entry.names("also"))),
        when={fact: frozenset(when.names(fact)) for fact in when.values},
        intro=entry.words("intro"),
        none=entry.words("none"),
        options=options,
    )


def _option(entry: Table, sources: Sources) -> TreatmentOption:
    entry.only("id", "part", "words", "remark", "trial_only", "younger", "source", "status")
    return TreatmentOption(
        id=entry.text("id"),
        words=entry.text("words"),
        part=entry.words("part"),
        remark=entry.words("remark"),
        trial_only=entry.flag("trial_only"),
        younger=_younger(entry),
        cited=sources.cite(entry),
    )


def _younger(entry: Table) -> YoungerThan | None:
    if "younger" not in entry.values:
        return None
    one = Table.of(f"{entry.where}, younger", entry.values["younger"])
    one.only("days", "words", "remark")
    return YoungerThan(days=one.whole("days", 1), words=one.text("words"), remark=one.words("remark"))


def parse_options(texts: Mapping[str, str]) -> tuple[OptionFile, ...]:
    """Every file of a folder, by name. Raises RuleFileError if two have the same id."""
    found = tuple(OptionFile.parse(name, texts[name]) for name in sorted(texts))
    if len({one.file.id for one in found}) < len(found):
        raise RuleFileError("Two files of treatment options have the same id; give each its own.")
    return found

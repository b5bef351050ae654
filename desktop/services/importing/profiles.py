"""Column profiles: what the headings and words of one kind of spreadsheet mean, as data; and which profile fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.vocabulary import Silence
from desktop.services.importing.fields import IDENTIFIER, Field, Kind
from desktop.services.importing.plausibility import Rule, parse_rules
from desktop.services.importing.sheets import Sheet, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its headings (the first is the template's), its fact, and the words its cells may hold.

    ``written`` are those words as the file writes them, ``words`` the same folded (see ``sheets.fold``). ``empty`` is
    what an empty cell says: a silence, never a negative.
    ``system`` is the numbering system of an identifier, for example ``mrn``.
    """

    headings: tuple[str, ...]
    field: Field
    words: Mapping[str, object]
    empty: Silence
    written: Mapping[str, object]
    system: str = ""
    hint: str = ""

    @property
    def examples(self) -> tuple[str, ...]:
        """One word for each code: the code itself where it is a word here, else the first word."""
        first: dict[object, str] = {}
        for word, value in self.words.items():
            code = str(value)
            first.setdefault(value, code if not isinstance(value, bool) and fold(code) in self.words else word)
        return tuple(first.values())


@dataclass(frozen=True, slots=True)
class Constant:
    """A text that belongs to a fact whenever the sheet gives that fact, for example whose rules a flag follows."""

    field: Field
    beside: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How one kind of spreadsheet is read.

    ``origin`` names the sender in the provenance of every result; a second file of the same origin corrects the
    results of the first. ``dates`` are the ways of writing a date that are not ambiguous here (``iso`` ``dots``
    ``day_first`` ``month_first``), ``decimals`` the decimal signs. ``recognised_by`` are the headings that only this
    kind of sheet has; empty for the general template, which any sheet with an identifier column falls back to.
    ``verbatim`` are the words of silences that are kept as they stand, because they say more than the silence does.
    """

    id: str
    title: str
    source: str
    origin: str
    recognised_by: tuple[str, ...]
    dates: frozenset[str]
    decimals: str
    silences: Mapping[str, Silence]
    verbatim: frozenset[str]
    columns: tuple[Column, ...]
    constants: tuple[Constant, ...] = ()
    not_imported: Mapping[str, str]
    rules: tuple[Rule, ...] = ()

    def column(self, heading: str) -> Column | None:
        """The column that a heading names, or None."""
        wanted = fold(heading)
        return next((one for one in self.columns if wanted in map(fold, one.headings)), None)

    def has_identifier(self, headings: Sequence[str]) -> bool:
        """Whether one of the headings is that of an identifier column."""
        found = (self.column(heading) for heading in headings)
        return any(column is not None and column.field.name == IDENTIFIER for column in found)

    def recognises(self, headings: Sequence[str]) -> bool:
        """Whether a sheet with these headings is of this kind."""
        present = set(map(fold, headings))
        return self.has_identifier(headings) and present.issuperset(map(fold, self.recognised_by))


class NoProfileError(UserError):
    """No profile fits a file by its headings; a person may choose one."""


def load_profiles(texts: Mapping[str, str]) -> tuple[Profile, ...]:
    """Read the profiles' files by name; a file of ``[[rule]]`` rows is the plausibility rules of all of them.

    Raises RuleFileError naming the file and the entry that is wrong.
    """
    # the parser needs the classes of this module
    from desktop.services.importing.profile_files import parse_profile, parse_toml

    parsed = {name: parse_toml(name, text) for name, text in texts.items()}
    rules = tuple(rule for name, body in parsed.items() if "rule" in body for rule in parse_rules(name, body))
    profiles = [parse_profile(name, body) for name, body in parsed.items() if "rule" not in body]
    names = [one.id for one in profiles]
    if len(set(names)) < len(names):
        raise RuleFileError("Two column profiles have the same id; give each its own.")
    return tuple(replace(one, rules=rules) for one in profiles)


def choose(
    sheets: Sequence[Sheet], profiles: Sequence[Profile], file: str, name: str | None = None
) -> tuple[Sheet, Profile]:
    """The sheet to read and the profile to read it by, from the headings or, for the profile, by ``name``.

    Raises UserError where no sheet has an identifier column, or several sheets fit equally well.
    """
    candidates = [one for one in profiles if name is None or one.id == name]
    if not candidates:
        known = ", ".join(one.id for one in profiles)
        raise UserError(f"There is no column profile {name}; choose one of {known}.")
    fitting = [
        (_fit(sheet, profile, named=name is not None), sheet, profile) for sheet in sheets for profile in candidates
    ]
    best = max(fit for fit, _, _ in fitting)
    if best == NO_FIT:
        raise NoProfileError(_refusal(sheets, candidates, file, name))
    chosen = [(sheet, profile) for fit, sheet, profile in fitting if fit == best]
    if len(chosen) > 1:
        titles = ", ".join(dict.fromkeys(sheet.name for sheet, _ in chosen))
        raise UserError(f"Several sheets of {file} fit equally well ({titles}); keep one of them in the file.")
    sheet, profile = chosen[0]
    others = dict.fromkeys(one.name for fit, one, _ in fitting if fit != NO_FIT and one is not sheet and one.rows)
    return _with_note(sheet, others), profile


def _with_note(sheet: Sheet, others: Iterable[str]) -> Sheet:
    """Children on another sheet must not be missed in silence."""
    titles = ", ".join(others)
    if not titles:
        return sheet
    note = f"Read was the sheet {sheet.name}; these look like lists of children too and were not read: {titles}."
    return replace(sheet, notes=(*sheet.notes, note))


NO_FIT = (-1, -1)


def _fit(sheet: Sheet, profile: Profile, *, named: bool) -> tuple[int, int]:
    """How well a profile fits: headings that only it has, then headings that it knows."""
    if not (profile.has_identifier(sheet.headings) if named else profile.recognises(sheet.headings)):
        return NO_FIT
    return len(profile.recognised_by), sum(profile.column(heading) is not None for heading in sheet.headings)


def _refusal(sheets: Sequence[Sheet], profiles: Sequence[Profile], file: str, name: str | None) -> str:
    examples = [
        column.headings[0]
        for profile in profiles
        for column in profile.columns
        if column.field.kind is Kind.IDENTIFIER and (name is not None or not profile.recognised_by)
    ]
    where = f"The file {file}" if len(sheets) == 1 else f"No sheet of {file} ({', '.join(one.name for one in sheets)})"
    lacks = "has no identifier column" if len(sheets) == 1 else "has an identifier column"
    return f"{where} {lacks} in its first row; name it {' or '.join(dict.fromkeys(examples))}, or choose a profile."

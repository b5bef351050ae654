"""Sentences the window puts together from the words of the labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from desktop.clinical.case import Case
from desktop.clinical.dates import NEUTRAL_YEARS, PartialDate, age_words
from desktop.clinical.labels import Labels
from desktop.clinical.risk_groups import APART
from desktop.services.boards import Holder

_STEP = 1024


def capital(words: str) -> str:
    """The words with a capital first letter; the others as they are, and a unit (``mg/g``) wholly."""
    if "/" in words.partition(" ")[0]:
        return words
    return words[:1].upper() + words[1:]


def child_words(case: Case) -> str:
    """Name, birth, identifiers and case number, for a dialog that is about one child."""
    return "  ·  ".join([*who_words(case), f"case {case.number}"])


def who_words(case: Case) -> list[str]:
    """Name, birth as far as it is known, and identifiers: what tells one child from another."""
    born = [f"born {case.born.value.words()}"] if case.born.value is not None else []
    own = [f"Hospital no. {one.value}" if one.system == "mrn" else one.value for one in case.identifiers]
    return [case.name or "No name yet", *born, *own]


def risk_words(labels: Labels, groups: Sequence[str], *, conflict: bool = False, not_covered: bool = False) -> str:
    """Reachable groups in words: ``High``, ``Intermediate or high``, ``Very low to intermediate``.

    ``conflict``: nothing but the disagreement of the sources is left to settle.
    """
    if not_covered:
        return "Not covered"
    if conflict:
        return "Sources differ"
    return groups_words(labels, groups)


def groups_words(labels: Labels, groups: Sequence[str]) -> str:
    """A set of groups in words, least severe first; empty for none."""
    named = [labels.word("group", one) for one in groups]
    if len(named) > 2 and _neighbours(groups):
        return capital(f"{named[0]} to {named[-1]}")
    if len(named) > 1:
        return capital(f"{', '.join(named[:-1])} or {named[-1]}")
    return capital(named[0]) if named else ""


def _neighbours(groups: Sequence[str]) -> bool:
    places = [APART.index(one) for one in groups if one in APART]
    return len(places) == len(groups) and places == list(range(places[0], places[0] + len(places)))


def short_age(born: PartialDate | None, today: date) -> str:
    """Age now by the calendar: ``1 y 3 m``, ``5 m``, ``12 d``; only years from a birth year; empty if unknown."""
    if born is None:
        return ""
    if born.full is None:
        years = today.year - born.year
        return f"about {years} y" if years >= 0 else ""
    if born.full > today:
        return ""
    by_calendar = age_words(born.full, today).split()
    full_years, months, days = by_calendar[0::2]
    if full_years != "0":
        return f"{full_years} y {months} m" if int(full_years) < 10 else f"{full_years} y"
    return f"{months} m" if months != "0" else f"{days} d"


def days_words(days: int | None) -> str:
    """Completed days as ``438 d``, thousands set apart; empty if unknown."""
    return "" if days is None else f"{days:,} d"


def short_day(day: date, today: date) -> str:
    """A day as the list shows it: ``today``, ``30 Nov``, ``30 Nov 2027`` in another year."""
    words = PartialDate.of(day).words()
    if day.year in NEUTRAL_YEARS:
        return words
    if day == today:
        return "today"
    return words[:-5] if day.year == today.year else words


def short_date(day: PartialDate, today: date) -> str:
    """A partial date where there is little room: without the year if it is a day of this year."""
    short = day.full is not None and day.year == today.year and day.year not in NEUTRAL_YEARS
    return day.words()[:-5] if short else day.words()


def weekday(day: date) -> str:
    """The day of the week in three letters, whatever the system's language."""
    return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]


def clock_words(moment: datetime) -> str:
    """Hours and minutes of a moment: ``10:42``."""
    return f"{moment:%H:%M}"


def size_words(size: int) -> str:
    """How large a file is: ``12 KB``, ``3.4 MB``, ``1.2 GB``; not broken over two lines."""
    if size < 1000 * _STEP:
        return f"{-(-size // _STEP):,}\u00a0KB"
    amount, unit = size / _STEP**2, "MB"
    if amount >= 1000:
        amount, unit = amount / _STEP, "GB"
    return f"{amount:.0f}\u00a0{unit}" if amount >= 100 else f"{amount:.1f}\u00a0{unit}"


def held_words(holder: Holder, now: datetime) -> str:
    """Who else writes: ``Read only: open on ward laptop 2 since 09:12.``, with the day if that is not today."""
    try:
        since = datetime.fromisoformat(holder.since).astimezone(now.tzinfo)
    except ValueError:
        return f"Read only: open on {holder.host}."
    day = "" if since.date() == now.date() else f"{short_day(since.date(), now.date())}, "
    return f"Read only: open on {holder.host} since {day}{clock_words(since)}."


def joined(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """``1 case``, ``2 cases``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

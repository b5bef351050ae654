"""The age at diagnosis in words: as worked out from the dates, as far as incomplete dates tell it, or why it is open.

Only full dates, or days that a source gives, are an age that the rules use. What incomplete dates leave is said, so
that nobody reads it as never asked, and is never used.
"""

from __future__ import annotations

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, age_words, completed_days, counted_days
from desktop.clinical.labels import Labels, within
from desktop.services.uses import WorkedOut

_AGE, _DATES = "age_days", ("born", "diagnosed")


def age_follows(case: Case) -> bool:
    """Whether the dates give the age, so that nobody has to enter it."""
    born, diagnosed = case.born.value, case.diagnosed.value
    days = completed_days(born, diagnosed) if born is not None and diagnosed is not None else None
    return days is not None and days >= 0


def worked_out_age(case: Case) -> tuple[WorkedOut, ...]:
    """The age that the dates give; what incomplete ones leave, where no age was entered."""
    born, diagnosed = case.born.value, case.diagnosed.value
    if born is None or diagnosed is None:
        return ()
    if age_follows(case) and born.full and diagnosed.full:
        days = (diagnosed.full - born.full).days
        words = f"{counted_days(days)} ({age_words(born.full, diagnosed.full)})"
        return (WorkedOut(fact=_AGE, possible=(days,), inputs=_DATES, words=words, differs="The dates count."),)
    span = _span(born, diagnosed)
    if not span or case.age_days.is_known:
        return ()
    basis = f"{_lacking(born, diagnosed)}; the rules take the age as unknown"
    return (WorkedOut(fact=_AGE, possible=(), inputs=_DATES, words=span, basis=basis, remark=""),)


def age_silence(labels: Labels, case: Case) -> str:
    """Why there is no age in days, and what is known of it."""
    born, diagnosed = case.born, case.diagnosed
    # an age that a source gave does not count where the dates contradict each other
    if not case.age_days.is_known and (case.age_days != NOT_ASKED or (born == NOT_ASKED and diagnosed == NOT_ASKED)):
        return labels.silence(case.age_days)
    if born.value is not None and diagnosed.value is not None:
        span = _span(born.value, diagnosed.value)
        return f"{span}, {_lacking(born.value, diagnosed.value)}" if span else "not known: the dates give none"
    open_dates = [name for name, one in zip(_DATES, (born, diagnosed), strict=True) if not one.is_known]
    told = [f"{within(labels.name(name))} {labels.silence(getattr(case, name))}" for name in open_dates]
    return f"not known: {' and '.join(told)}"


def age_missing(case: Case) -> str:
    """Why no age counts, in short: incomplete dates leave a span of days, else nothing is known of it."""
    born, diagnosed = case.born.value, case.diagnosed.value
    within_days = born is not None and diagnosed is not None and _span(born, diagnosed)
    return "age not known to the day" if within_days else "age not known"


def _span(born: PartialDate, diagnosed: PartialDate) -> str:
    """The least and the most that incomplete dates leave; empty where they are full or contradict each other."""
    least, most = (diagnosed.earliest - born.latest).days, (diagnosed.latest - born.earliest).days
    if most < 0 or least == most:
        return ""
    return f"between {max(least, 0):,} and {counted_days(most)}"


def _lacking(born: PartialDate, diagnosed: PartialDate) -> str:
    parts = [word for word, day in (("birth", born), ("diagnosis", diagnosed)) if day.full is None]
    return f"{'day' if len(parts) == 1 else 'days'} of {' and '.join(parts)} not known"

"""Disease that came back or stayed, late effects, and follow-up that is due; nothing where there is none."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate, completed_days, counted_days
from desktop.clinical.record.afterwards import FollowUp, LateEffect, Recurrence
from desktop.reports.content import Rank, TextBlock
from desktop.reports.phrases import Phrase, head, plain, strong
from desktop.services.pages.case_page import CasePage, capital, inside, joined, listed_items


def recurrence(page: CasePage) -> tuple[TextBlock, ...]:
    """Each recurrence: where, when, how long after diagnosis, and the group when the child was first treated."""
    found = sorted(standing(page.case.recurrences), key=lambda one: str(one.found_on.value or ""))
    if not found:
        return ()
    told = tuple(one for each in found for one in _recurrence(page, each))
    return (TextBlock(label="Recurrence", paragraphs=(told,), rank=Rank.LAST, keeps=(2,)),)


def _recurrence(page: CasePage, one: Recurrence) -> Iterator[Phrase]:
    course = page.entry("recurrences.course", one.course)
    day = plain(f" {one.found_on.value.words()}" if one.found_on.value else " on a day not told")
    yield (strong(capital(course.text)), day, plain(_after(page, one.found_on.value)))
    yield (head("Where"), plain(" "), page.entry("recurrences.sites", one.sites))
    yield (head("First treated as"), plain(" "), page.entry("recurrences.original_group", one.original_group))
    if one.proven_by.value:
        yield (head("Proven by"), plain(f" {one.proven_by.value}"))


def _after(page: CasePage, found: PartialDate | None) -> str:
    diagnosed = page.case.diagnosed.value
    days = completed_days(diagnosed, found) if diagnosed is not None and found is not None else None
    return f", {counted_days(days)} after diagnosis" if days is not None and days >= 0 else ""


def after_treatment(page: CasePage) -> tuple[TextBlock, ...]:
    """Late effects, and follow-up tests: what is due, what is overdue, and what was found."""
    told = (*_late_effects(page), *_follow_ups(page))
    return (TextBlock(label="After treatment", paragraphs=(told,), keeps=(2,)),) if told else ()


def _late_effects(page: CasePage) -> Iterator[Phrase]:
    """Those that are there first, with their standing; those that are only watched for together."""
    found = standing(page.case.late_effects)
    watched = [one for one in found if one.standing.value == "watched_for"]
    there = [_late_effect(page, one) for one in found if one not in watched]
    if there:
        yield (head("Late effects"), plain(f" {len(there)}"), *listed_items(there))
    if watched:
        names = ", ".join(page.entry("late_effects.effect", one.effect).text for one in watched)
        yield (head("Watched for"), plain(f" {names}"))


def _late_effect(page: CasePage, one: LateEffect) -> str:
    stands = page.coded("late_effects.standing", one.standing.value) if one.standing.is_known else ""
    since = f"since {one.since.value.words()}" if one.since.value else ""
    more = joined(stands, since, inside(one.detail.value))
    name = page.entry("late_effects.effect", one.effect).text
    return f"{name} ({more})" if more else name


def _follow_ups(page: CasePage) -> Iterator[Phrase]:
    found = standing(page.case.follow_ups)
    waiting = sorted((one for one in found if _waits(one)), key=lambda one: str(one.due_on.value or "9"))
    late = [one for one in waiting if one.due_on.value is not None and one.due_on.value.latest < page.as_of]
    due = [one for one in waiting if one not in late]
    if late:
        yield (head("Overdue"), plain(" "), strong("; ".join(_due(page, one) for one in late)))
    if due:
        yield (head("Due"), plain(f" {'; '.join(_due(page, one) for one in due)}"))
    done = [one for one in found if one not in waiting]
    seen = [one for one in done if one.outcome.value not in (None, "no_sign", "unchanged")]
    if seen:
        yield (head("Found"), plain(f" {'; '.join(_done(page, one) for one in seen)}"))
    if len(done) > len(seen):
        yield (head("Done"), plain(f" {len(done) - len(seen)} without a finding or unchanged"))


def _waits(one: FollowUp) -> bool:
    return one.provenance.performed_on is None and not one.outcome.is_known


def _due(page: CasePage, one: FollowUp) -> str:
    day = one.due_on.value.words() if one.due_on.value else ""
    return f"{page.entry('follow_ups.test', one.test).text} {day or 'no day set'}"


def _done(page: CasePage, one: FollowUp) -> str:
    day = one.provenance.performed_on.words() if one.provenance.performed_on else ""
    outcome = page.coded("follow_ups.outcome", one.outcome.value)
    return f"{page.entry('follow_ups.test', one.test).text} ({joined(outcome, day)})"

"""Fitness and other illnesses: performance, organs that do not work as they should, what else the child has."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.clinical.answers import band_of
from desktop.clinical.current import latest_first, standing
from desktop.clinical.record.kinds_of_fact import Measure
from desktop.clinical.record.presentation import Comorbidity, OrganFunction
from desktop.reports.content import TextBlock
from desktop.reports.phrases import Phrase, head, plain, strong
from desktop.services.pages.case_page import CasePage, Said, capital, day_of, inside, joined, listed_items

NORMAL = "normal"
_ASKED_BY_NAME = ("hearing", "infection", "nutrition")
"""Organs that the page asks for by name, as published checklists do."""


def fitness(page: CasePage) -> TextBlock:
    """What is abnormal first; what is normal in one statement; what nobody asked by name."""
    organs = _latest(page)
    asked = [
        name
        for name, key in zip(("Hearing", "Infection", "Nutrition"), _ASKED_BY_NAME, strict=True)
        if key not in organs
    ]
    told = page.gathered(
        *(_performance(page) or ("Performance",)),
        *_abnormal(page, organs),
        *_normal(page, organs),
        *_comorbidities(page),
        *(() if organs else ("Organ function",)),
        *asked,
    )
    return TextBlock(label="Fitness", paragraphs=(told,), keeps=(2,))


def body(page: CasePage) -> Phrase:
    """The last weight and height for the head of the page; the surface is worked out by no rule here."""
    for one in latest_first(page.case.performance):
        weight, height = _size(one.weight_kg, "kg"), _size(one.height_cm, "cm")
        if weight or height:
            when = f" ({day_of(one)})" if day_of(one) else ""
            lacking = "" if weight and height else "weight" if height else "height"
            missing = (plain(f", {lacking} "), page.not_asked) if lacking else ()
            return (strong(joined(weight, height)), plain(when), *missing)
    return (plain("weight, surface "), page.not_asked)


def _size(answer: Measure, unit: str) -> str:
    """A measure with its unit, or the band that is told instead of it."""
    return f"{answer.value:f}\u00a0{unit}" if answer.value is not None else band_of(answer)


def _performance(page: CasePage) -> tuple[Said, ...]:
    """Lansky now, and what it was before."""
    scored = [one for one in latest_first(page.case.performance) if one.lansky.is_known]
    if not scored:
        return ()
    last, *earlier = scored
    before = f"; before {earlier[0].lansky.value} ({day_of(earlier[0]) or 'no date'})" if earlier else ""
    more = f", +{len(earlier) - 1} earlier" if len(earlier) > 1 else ""
    when = f" ({day_of(last)})" if day_of(last) else ""
    return ((head("Lansky"), plain(" "), strong(f"{last.lansky.value}"), plain(f" of 100{when}{before}{more}")),)


def _latest(page: CasePage) -> dict[str, OrganFunction]:
    """The last word on each organ."""
    found: dict[str, OrganFunction] = {}
    for one in latest_first(page.case.organ_functions):
        found.setdefault(str(one.organ.value), one)
    return found


def _abnormal(page: CasePage, organs: dict[str, OrganFunction]) -> Iterator[Phrase]:
    for one in organs.values():
        if one.state.value != NORMAL:
            name = capital(page.entry("organ_functions.organ", one.organ).text)
            state = page.entry("organ_functions.state", one.state)
            more = joined(_measured(one), inside(one.detail.value), day_of(one))
            shown = strong(state.text) if one.state.is_known else state
            yield (head(name), plain(" "), shown, plain(f" ({more})" if more else ""))


def _normal(page: CasePage, organs: dict[str, OrganFunction]) -> tuple[Phrase, ...]:
    """Organs that work, in one statement, with what was measured."""
    told = []
    for one in organs.values():
        if one.state.value == NORMAL:
            name, measured = page.entry("organ_functions.organ", one.organ).text, _measured(one)
            told.append(f"{name} ({measured})" if measured else name)
    return ((head("Normal"), plain(f" {', '.join(told)}")),) if told else ()


def _measured(one: OrganFunction) -> str:
    value = f"{one.value.value:f}" if one.value.value is not None else ""
    unit = one.unit.value or ""
    # a unit that is itself a number: 38 × 10⁹/L
    times = "× " if value and unit[:1].isdigit() else ""
    return " ".join(part for part in (one.measured.value or "", value, f"{times}{unit}") if part)


def _comorbidities(page: CasePage) -> tuple[Phrase, ...]:
    """Illnesses that are still there with what they mean; those that are over are counted."""
    found = standing(page.case.comorbidities)
    there = [_illness(page, one) for one in found if one.active.value is not False]
    over = len(found) - len(there)
    if not found:
        return ()
    if not there:
        return ((head("Other illnesses"), plain(f" none now, {over} over")),)
    counted = f" {len(there)}{f', and {over} over' if over else ''}"
    return ((head("Other illnesses"), plain(counted), *listed_items(there)),)


def _illness(page: CasePage, one: Comorbidity) -> str:
    since = f"since {one.since.value.words()}" if one.since.value else ""
    more = joined(since, inside(one.consequence.value))
    name = page.entry("comorbidities.condition", one.condition).text
    return f"{name} ({more})" if more else name

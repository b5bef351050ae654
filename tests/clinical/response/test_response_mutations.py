"""Whatever is changed in the criteria, a worked case fails: each limit, condition, grade, cell, conflict and remark."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from fractions import Fraction

import pytest

import resources
from desktop.clinical.proving import read_case_file
from desktop.clinical.proving.proof import try_case
from desktop.clinical.response import ResponsePack
from desktop.clinical.response.conditions import Bounds, Condition, FlagTest, GivenTest, NumberTest
from desktop.clinical.response.criteria import Cell, Component, CriteriaFile

EQUIVALENT = {
    # a score or lesion that is left already keeps CR away
    "metastases test score_gone at_most up",
    "metastases test fdg_gone at_most up",
}

Mutant = tuple[str, CriteriaFile]
OPPOSITE = {"at_least": "above", "above": "at_least", "at_most": "below", "below": "at_most"}


def of_matrix(whole: CriteriaFile) -> Iterator[Mutant]:
    for place, cell in whole.matrix.items():
        other = Cell("MR" if cell.grade == "SD" else "SD", cell.gap)
        for name, wrong in (("grade", other), *((("gap", Cell(cell.grade, None)),) if cell.gap else ())):
            yield f"cell {place} {name}", replace(whole, matrix={**whole.matrix, place: wrong})


def of_component(part: Component) -> Iterator[tuple[str, Component]]:
    for name, test in part.tests.items():
        if isinstance(test, NumberTest):
            for how, bounds in of_bounds(test):
                yield f"test {name} {how}", replace(part, tests={**part.tests, name: replace(test, bounds=bounds)})
            for key in test.since if len(test.since) > 1 else ():
                since = tuple(one for one in test.since if one != key)
                yield f"test {name} {key}", replace(part, tests={**part.tests, name: replace(test, since=since)})
        if isinstance(test, FlagTest):
            yield f"test {name}", replace(part, tests={**part.tests, name: replace(test, wanted=not test.wanted)})
        if isinstance(test, GivenTest):
            for key in test.keys:
                keys = tuple(one for one in test.keys if one != key)
                yield f"test {name} {key}", replace(part, tests={**part.tests, name: replace(test, keys=keys)})
        if isinstance(test, NumberTest | FlagTest) and test.unknown is False:
            yield f"test {name} unknown", replace(part, tests={**part.tests, name: replace(test, unknown=True)})
    for name, condition in part.combined.items():
        for how, wrong in of_condition(condition):
            yield f"test {name} {how}", replace(part, combined={**part.combined, name: wrong})
    yield from of_entries(part)


def of_entries(part: Component) -> Iterator[tuple[str, Component]]:
    for attribute in ("rows", "disputes", "remarks"):
        entries = getattr(part, attribute)
        for place, one in enumerate(entries):
            rest = (entries[:place], entries[place + 1 :])
            yield f"{attribute} {place} gone", replace(part, **{attribute: (*rest[0], *rest[1])})
            for how, wrong in of_condition(one.when) if attribute != "disputes" else ():
                yield (
                    f"{attribute} {place} {how}",
                    replace(part, **{attribute: (*rest[0], replace(one, when=wrong), *rest[1])}),
                )
    for place, row in enumerate(part.rows):
        for grade in part.grades:
            if grade != row.grade:
                rows = (*part.rows[:place], replace(row, grade=grade), *part.rows[place + 1 :])
                yield f"row {row.id} {grade}", replace(part, rows=rows)


def of_bounds(test: NumberTest) -> Iterator[tuple[str, Bounds]]:
    for one in fields(Bounds):
        limit = getattr(test.bounds, one.name)
        if limit is None:
            continue
        counted = "score" in test.now or "fdg" in test.now
        step = Fraction(1, 20) if limit.denominator > 1 else Fraction(1) if counted else Fraction(3, 10)
        yield f"{one.name} up", replace(test.bounds, **{one.name: limit + step})
        yield f"{one.name} down", replace(test.bounds, **{one.name: limit - step})
        yield f"{one.name} edge", replace(test.bounds, **{one.name: None, OPPOSITE[one.name]: limit})


def of_condition(condition: Condition) -> Iterator[tuple[str, Condition]]:
    for one in fields(Condition):
        names = getattr(condition, one.name)
        for name in names:
            yield (
                f"{one.name} without {name}",
                replace(condition, **{one.name: tuple(left for left in names if left != name)}),
            )


def mutants(whole: CriteriaFile) -> Iterator[Mutant]:
    yield from of_matrix(whole)
    for key, part in whole.components.items():
        for name, wrong in of_component(part):
            yield f"{key} {name}", replace(whole, components={**whole.components, key: wrong})
    for name in ("cautions", "outside"):
        entries = getattr(whole, name)
        for place in range(len(entries)):
            yield f"{name} {place} gone", replace(whole, **{name: (*entries[:place], *entries[place + 1 :])})


@pytest.mark.sampled(3, 1)
def test_every_change_of_the_criteria_is_noticed(criteria: ResponsePack) -> None:
    name = "response/cases/inrc-2017.toml"
    cases = read_case_file(name, resources.read_text(name))
    alive, count = set(), 0
    for label, wrong in mutants(criteria.graded):
        count += 1
        pack = ResponsePack([wrong, *criteria.kept])
        answers = {"respond": lambda table, facts, pack=pack: pack.respond(pack.read(facts, table)).document()}
        # those of the part that was changed first: they notice it soonest
        first = sorted(cases.cases, key=lambda case: not case.id.startswith(BEGIN.get(label.split()[0], "matrix")))
        if all(try_case(cases, case, answers) is None for case in first):
            alive.add(label)
    told = f"{count - len(alive)} of {count} changes of INRC 2017 are noticed; equivalent: {sorted(EQUIVALENT)}\n"
    sys.stdout.write(told)
    assert alive == EQUIVALENT


BEGIN = {"primary": "P-", "metastases": "M-", "marrow": "B-"}

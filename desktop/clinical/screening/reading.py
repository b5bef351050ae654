"""Reading the file of screening schedules, with errors that name the row and the key."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.screening.rows import Need, Phase, Schedule, ScreeningRules, ScreeningTest, Who, Without
from desktop.clinical.toml_tables import Table

Codes = Mapping[str, frozenset[str]]
"""The values that fields of the record may have, by ``table.field``; of the case itself by ``case.field``."""

TESTS = "screenings.test"
_NEED = ("entries", "where", "field", "yes", "maybe")
_LAST_DAY = ("inclusive", "exclusive")


def parse_schedules(name: str, text: str, codes: Codes) -> ScreeningRules:
    """Read the file. ``codes`` are those of the record. Raises RuleFileError that names the row and the key."""
    file = open_file(name, text)
    file.only(*HEAD, "schedule")
    sources = Sources(file)
    found: dict[str, Schedule] = {}
    chosen = []
    for one in file.tables("schedule", "id"):
        schedule = _schedule(one, sources, codes, found)
        if schedule.id in found:
            raise one.refuse("this schedule stands twice; give each its own id")
        found[schedule.id] = schedule
        chosen += [schedule.id] if one.flag("default") else []
    if len(chosen) != 1:
        raise file.refuse('exactly one schedule has "default = true"')
    for schedule in found.values():
        if schedule.otherwise and schedule.otherwise not in found:
            raise file.refuse(f'schedule "{schedule.id}": "otherwise" names "{schedule.otherwise}", which is none')
    return ScreeningRules(head(file, sources), found, chosen[0])


def _schedule(one: Table, sources: Sources, codes: Codes, known: Mapping[str, Schedule]) -> Schedule:
    one.only(
        "id", "title", "default", "otherwise", "like", "undated", "last_day", "phase", "test", "candidate", "remarks",
        "source", "status",
    )  # fmt: skip
    phases = tuple(_phase(each, sources) for each in one.tables("phase", "every_months"))
    if bool(phases) == ("undated" in one.values):
        raise one.refuse('a schedule has either phases, or says in "undated" why it has none')
    if any(later.until_months <= earlier.until_months for earlier, later in pairwise(phases)):
        raise one.refuse('each phase must end later than the one before it; correct "until_months"')
    last_day = one.text("last_day") if phases else _LAST_DAY[0]
    if last_day not in _LAST_DAY:
        raise one.refuse('"last_day" must be "inclusive" or "exclusive"')
    like = one.words("like")
    if like and like not in known:
        raise one.refuse(f'"like" names "{like}", which does not stand above it')
    tests = tuple(_test(each, sources, codes) for each in one.tables("test", "code"))
    who = tuple(_who(each, sources, codes) for each in one.tables("candidate", "id"))
    if bool(like) == bool(tests) or bool(like) == bool(who):
        raise one.refuse('a schedule has examinations and candidates of its own, or those of another in "like"')
    return Schedule(
        id=one.text("id"),
        title=one.text("title"),
        otherwise=one.words("otherwise"),
        undated=one.words("undated"),
        last_counts=last_day == _LAST_DAY[0],
        phases=phases,
        tests=tests or known[like].tests,
        who=who or known[like].who,
        remarks=one.names("remarks"),
        cited=sources.cite(one),
    )


def _phase(one: Table, sources: Sources) -> Phase:
    one.only("every_months", "until_months", "window_days", "due_days", "late_days", "source", "status")
    return Phase(
        every_months=one.whole("every_months", 1),
        until_months=one.whole("until_months", 1),
        window_days=one.whole("window_days", 0),
        due_days=one.whole("due_days", 0),
        late_days=one.whole("late_days", 0),
        cited=sources.cite(one),
    )


def _test(one: Table, sources: Sources, codes: Codes) -> ScreeningTest:
    one.only("code", "words", "without", "carries", "source", "status")
    if one.text("code") not in codes[TESTS]:
        raise one.refuse(f'"code" must be one of {", ".join(sorted(codes[TESTS]))}')
    return ScreeningTest(
        code=one.text("code"),
        words=one.words("words"),
        without=tuple(_without(each, codes) for each in one.tables("without", "words")),
        cited=sources.cite(one),
        carries=one.names("carries"),
    )


def _without(one: Table, codes: Codes) -> Without:
    one.only("words", *_NEED)
    return Without(one.text("words"), _need(one, codes))


def _who(one: Table, sources: Sources, codes: Codes) -> Who:
    one.only("id", "words", "remark", "need", "carries", "source", "status")
    needs = one.tables("need", "entries")
    if not needs:
        raise one.refuse("without a need this row would be for every child; write each as [[schedule.candidate.need]]")
    for each in needs:
        each.only(*_NEED)
    return Who(
        id=one.text("id"),
        words=one.text("words"),
        remark=one.words("remark"),
        needs=tuple(_need(each, codes) for each in needs),
        cited=sources.cite(one),
        carries=one.names("carries"),
    )


def _need(one: Table, codes: Codes) -> Need:
    entries, narrowed = one.text("entries"), Table.of(f"{one.where}, where", one.values.get("where", {}))
    where = {key: narrowed.names(key) for key in narrowed.values}
    need = Need(entries=entries, where=where, field=one.text("field"), yes=one.names("yes"), maybe=one.names("maybe"))
    if not need.yes and not need.maybe:
        raise one.refuse('"yes" or "maybe" must hold a value')
    for field, values in ((need.field, (*need.yes, *need.maybe)), *where.items()):
        if f"{entries}.{field}" not in codes:
            raise one.refuse(f'"{entries}.{field}" is no field of the record with codes')
        unknown = [each for each in values if each not in codes[f"{entries}.{field}"]]
        if unknown:
            raise one.refuse(f'"{unknown[0]}" is no code of "{entries}.{field}"')
    return need

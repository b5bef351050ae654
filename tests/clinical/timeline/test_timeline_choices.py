"""Choices of a template: what is not chosen is no part of the plan, and a file in which that goes wrong is refused."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.timeline import Template, causes, days_behind, first_plan, phase_now, plan, slips
from desktop.clinical.timeline.layout import lay_out

START = date(2025, 1, 31)
WORDS = 'status = "verified"\nsource = ["A"]\n'
HANGS = 'status = "verified", source = ["A"], basis = "As told"'


def anchored(words: str) -> str:
    return f"{{ {words}, {HANGS} }}"


def row(event: str, *after: str, phase: str = "first", more: str = "", kind: str = "course") -> str:
    course = 'counting = "day 1"\ndays = [1, 21]\n' if kind == "course" else ""
    anchors = ", ".join(anchored(one) for one in after)
    return (
        f'[[event]]\nid = "{event}"\nphase = "{phase}"\nkind = "{kind}"\ntitle = "Event {event}"\nshort = "{event}"\n'
        f"{course}{more}{WORDS}after = [{anchors}]\n"
    )


def choice(name: str, default: str, *options: str) -> str:
    rows = "".join(f'[[choice.option]]\nid = "{one}"\ntitle = "Option {one}"\n{WORDS}' for one in options)
    return f'[[choice]]\nid = "{name}"\ntitle = "Which"\ndefault = "{default}"\n{WORDS}{rows}'


HEAD = f"""
id = "small"
version = "1"
title = "Small"
start = "Day 1"
{WORDS}
[sources]
A = "Author, Journal Year"
[[phase]]
id = "first"
title = "First"
step = 3
{WORDS}
[[phase]]
id = "bridge"
title = "Bridge"
step = 3
when = {{ bridge = ["short", "long"] }}
{WORDS}
[[phase]]
id = "last"
title = "Last"
step = 5
{WORDS}
"""
BRIDGED = (
    HEAD
    + choice("bridge", "none", "none", "short", "long")
    + choice("ending", "one", "one", "two")
    + row("C1", 'anchor = "start", days = 0')
    + row("B", 'anchor = "C1", days = 21', phase="bridge", more='when = { bridge = ["short"] }\n')
    + row("B", 'anchor = "C1", days = 42', phase="bridge", more='when = { bridge = ["long"] }\n')
    + row("H1", 'anchor = "C1", days = 30', 'anchor = "B", days = 28', phase="last")
    + row("H2", 'anchor = "H1", days = 42', phase="last", more='when = { ending = ["two"] }\n')
    + row(
        "R",
        'anchor = "H2", days = 28, latest = 42',
        'anchor = "H1", days = 28, latest = 35, when = { ending = ["one"] }',
        phase="last",
    )
)
TEMPLATE = Template.parse(BRIDGED, "small.toml")


def days(**choices: str) -> dict[str, int]:
    return {one.id: (one.planned - START).days for one in plan(TEMPLATE, START, {}, choices=choices)}


def test_without_a_word_the_defaults_hold() -> None:
    assert days() == {"C1": 0, "H1": 30, "R": 58}
    assert [one.id for one in TEMPLATE.chosen().phases] == ["first", "last"]
    assert TEMPLATE.chosen().made == {"bridge": "none", "ending": "one"}


def test_a_phase_that_is_chosen_stands_between_the_others_and_moves_what_follows() -> None:
    assert days(bridge="short") == {"C1": 0, "B": 21, "H1": 49, "R": 77}
    assert days(bridge="long", ending="two") == {"C1": 0, "B": 42, "H1": 70, "H2": 112, "R": 140}
    assert [one.id for one in TEMPLATE.chosen({"bridge": "long"}).phases] == ["first", "bridge", "last"]


def test_a_window_that_hangs_on_what_is_not_chosen_is_none() -> None:
    ends = {}
    for ending in ("one", "two"):
        events = {one.id: one for one in plan(TEMPLATE, START, {}, choices={"ending": ending})}
        latest = events["R"].latest
        assert latest is not None
        ends[ending] = (latest - events["R"].planned).days
    assert ends == {"one": 7, "two": 14}


def test_a_choice_that_is_made_stays_made() -> None:
    made = TEMPLATE.chosen({"bridge": "long"})
    assert made.chosen() is made
    assert made.chosen({"bridge": "long"}) is made
    assert [one.id for one in plan(made, START, {})] == ["C1", "B", "H1", "R"]
    with pytest.raises(UserError, match='has no choice "bridge"'):
        made.chosen({"bridge": "none"})


def test_what_walks_the_events_walks_those_that_are_chosen() -> None:
    made = TEMPLATE.chosen({"bridge": "short", "ending": "two"})
    events = plan(made, START, {"C1": START, "B": date(2025, 3, 1)})
    assert set(first_plan(TEMPLATE, START, {"bridge": "short"})) == {"C1", "B", "H1", "R"}
    assert [(one.event, one.days) for one in slips(made, START, events)] == [
        ("C1", 0), ("B", 8), ("H1", 8), ("H2", 8), ("R", 8),
    ]  # fmt: skip
    assert [one.event for one in causes(made, START, events, "R")] == ["B"]
    assert days_behind(slips(made, START, events), events) == 8
    assert phase_now(made, events) == ("Bridge", 1, 1)
    drawn = lay_out(made, START, events, width=700, measure=lambda text: 6.0 * len(text))
    assert [one.phase for one in drawn.bands] == ["first", "bridge", "last"]


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"bridg": "none"}, 'The plan "small" has no choice "bridg"; use bridge, ending.'),
        ({"bridge": "wide"}, 'The choice "bridge" of the plan "small" has no option "wide"; use none, short, long.'),
    ],
)
def test_an_unknown_choice_or_option_is_refused_by_name(choices: dict[str, str], told: str) -> None:
    with pytest.raises(UserError) as refusal:
        plan(TEMPLATE, START, {}, choices=choices)
    assert str(refusal.value) == told


def test_a_record_of_what_is_not_chosen_is_refused_and_the_choice_is_named() -> None:
    with pytest.raises(UserError, match='has no event "B" as it is chosen, bridge none, ending one'):
        plan(TEMPLATE, START, {"B": START})


FAULTS = {
    "an event that one option leaves without an anchor": (
        'anchor = "H1", days = 28, latest = 35, when = { ending = ["one"] }',
        'anchor = "H1", days = 28, latest = 35, when = { ending = ["two"] }',
        'event "R" hangs on nothing with bridge = "none", ending = "one"',
    ),
    "one id twice in one plan": (
        'when = { bridge = ["long"] }',
        'when = { bridge = ["long", "short"] }',
        'two rows of kind event have the id "B" with bridge = "short", ending = "one"',
    ),
    "a circle with one option only": (
        'id = "C1"\nphase = "first"',
        'id = "C1"\nphase = "first"',
        'run in a circle with bridge = "none", ending = "two": ',
    ),
    "an anchor on no event at all": ('anchor = "B"', 'anchor = "X"', 'event "H1": there is no event "X"'),
    "a choice that is none": ('ending = ["two"]', 'end = ["two"]', 'event "H2", when: there is no choice "end"'),
    "an option that is none": ('ending = ["two"]', 'ending = ["2"]', 'event "H2", when: there is no option "2"'),
    "a choice without a name of an option": ('ending = ["two"]', "ending = []", '"ending" names no option'),
    "a default that is none": ('default = "none"', 'default = "no"', 'choice "bridge": there is no option "no"'),
    "a single option": ('[[choice.option]]\nid = "two"', '[[choice.other]]\nid = "two"', '"other" is no key'),
    "two options of one id": ('id = "long"', 'id = "short"', "each with an id of its own"),
    "an option without source": ('id = "two"\ntitle = "Option two"\nstatus = "verified"\nsource = ["A"]',
                                 'id = "two"\ntitle = "Option two"\nstatus = "verified"',
                                 'option "two": "source" is missing'),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_choice_is_refused_by_name(fault: str) -> None:
    old, new, told = FAULTS[fault]
    assert old in BRIDGED
    text = BRIDGED.replace(old, new)
    if fault.startswith("a circle"):
        text = text.replace(
            'anchor = "start", days = 0,',
            f'anchor = "start", days = 0, {HANGS} }}, {{ anchor = "H2", days = 0,',
        )
    with pytest.raises(RuleFileError) as refusal:
        Template.parse(text, "small.toml")
    assert told in str(refusal.value)
    assert str(refusal.value).startswith("small.toml")


def test_a_choice_that_nothing_depends_on_and_too_many_ways_are_refused() -> None:
    with pytest.raises(RuleFileError, match='no row has "when" for the choice "idle"'):
        Template.parse(BRIDGED.replace("[[event]]", choice("idle", "a", "a", "b") + "[[event]]", 1), "small.toml")
    many = "".join(choice(f"c{n}", "a", "a", "b", "c") for n in range(6))
    used = "".join(row(f"X{n}", 'anchor = "start", days = 0', more=f'when = {{ c{n} = ["a"] }}\n') for n in range(6))
    with pytest.raises(RuleFileError, match="can be made in 4374 ways"):
        Template.parse(BRIDGED.replace("[[event]]", f"{many}[[event]]", 1) + used, "small.toml")


VISITS = HEAD.replace('when = { bridge = ["short", "long"] }\n', "") + (
    row(
        "V_{n}",
        'anchor = "start", months = "{n}", earliest = 1, latest = 12',
        kind="evaluation",
        more="each = [3, 6, 12]\n",
    )
    + row("C1", 'anchor = "start", days = 0')
    + row("C{n}", 'anchor = "C{n-1}", days = 21', more="each = [2, 3]\n")
)  # fmt: skip


def test_a_row_stands_for_several_events_and_months_are_counted_from_the_anchor() -> None:
    template = Template.parse(VISITS, "visits.toml")
    assert [one.id for one in template.events] == ["V_3", "V_6", "V_12", "C1", "C2", "C3"]
    assert template.event("V_12").title == "Event V_12"
    events = {one.id: one for one in plan(template, START, {})}
    # clamped from the 31st each time; chained from 30 April it would be 30 July and 30 January
    assert [events[f"V_{n}"].planned for n in (3, 6, 12)] == [date(2025, 4, 30), date(2025, 7, 31), date(2026, 1, 31)]
    assert (events["V_3"].earliest, events["V_3"].latest) == (date(2025, 2, 28), date(2026, 1, 31))
    assert (events["C3"].planned - START).days == 42
    leap = {one.id: one.planned for one in plan(template, date(2023, 11, 30), {})}
    assert leap["V_3"] == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("each = [3, 6, 12]", "each = [3, 12, 6]", 'event "V_{n}": the numbers of "each" must rise'),
        ("each = [3, 6, 12]", "each = []", '"each" must be the numbers'),
        ("each = [3, 6, 12]", 'each = ["3"]', '"each" must be the numbers'),
        ("each = [3, 6, 12]", "each = [true]", '"each" must be the numbers'),
        ("each = [3, 6, 12]", "each = [0]", '"each" must be the numbers'),
        ('id = "V_{n}"', 'id = "V"', 'needs {n} in its "id"'),
        ('title = "Event V_{n}"', 'title = "Event {m}"', '"title" has {m}; only {n} and {n-1}'),
        ('months = "{n}"', 'months = "{n-1}"', 'event "V_3", after "start": "months" is missing or no whole'),
        ('months = "{n}"', 'months = "{n}", days = 3', 'event "V_3", after "start": an anchor has either'),
        ("earliest = 1", "earliest = 4", 'event "V_3", after "start": "months" is 3, which lies outside'),
        ('anchor = "C{n-1}"', 'anchor = "C{n}"', "run in a circle: C2 -> C2"),
    ],
)
def test_a_faulty_row_of_several_events_is_refused_by_name(old: str, new: str, told: str) -> None:
    assert old in VISITS
    with pytest.raises(RuleFileError) as refusal:
        Template.parse(VISITS.replace(old, new), "visits.toml")
    assert told in str(refusal.value)


def test_a_plan_without_courses_is_counted_by_its_events() -> None:
    template = Template.parse(VISITS.split('[[event]]\nid = "C1"')[0], "visits.toml")
    events = plan(template, START, {"V_3": date(2025, 5, 7)})
    assert phase_now(template, events) == ("First", 1, 3)
    assert days_behind(slips(template, START, events), events) == 0
    assert phase_now(template, plan(template, START, {})) == ("First", 0, 3)
    drawn = lay_out(template, START, events, width=700, measure=lambda text: 6.0 * len(text))
    assert drawn.bands == ()

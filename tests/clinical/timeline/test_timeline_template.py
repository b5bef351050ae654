"""Template files: the shipped ones are complete, and a faulty one is refused by file and row."""

import tomllib

import pytest

import resources
from desktop.clinical.errors import RuleFileError
from desktop.clinical.timeline import FactStatus, Template
from desktop.clinical.timeline.rows import START

SHIPPED = resources.names("protocols", ".toml")

SMALL = """
id = "small"
version = "1.0.0"
title = "Two courses"
start = "Day 1 of course 1"
status = "unverified"
source = ["A"]
[sources]
A = "Author, Journal Year"
[[phase]]
id = "only"
title = "Only"
step = 3
status = "verified"
source = ["A"]
[[gate]]
id = "ready"
title = "Ready"
status = "verified"
source = ["A"]
[[event]]
id = "C1"
phase = "only"
kind = "course"
title = "Course 1"
short = "1"
counting = "day 1"
days = [1, 21]
status = "verified"
source = ["A"]
after = [{ anchor = "start", days = 0, basis = "The start", status = "verified", source = ["A"] }]
[[event]]
id = "C2"
phase = "only"
kind = "course"
title = "Course 2"
short = "2"
counting = "day 1"
days = [1, 21]
gates = ["ready"]
gate_label = "Course 2"
status = "verified"
source = ["A"]
after = [{ anchor = "C1", days = 21, basis = "Course length", status = "verified", source = ["A"] }]
"""

ROW2 = 'event "C2"'
FAULTS = {
    "no TOML": ("[[event]]", "[[event]", "cannot be read as TOML"),
    "a dangling anchor": ('anchor = "C1"', 'anchor = "C9"', f'{ROW2}: there is no event "C9" in this template'),
    "anchors in a circle": ('anchor = "start"', 'anchor = "C2"', "run in a circle: C"),
    "an anchor on itself": ('anchor = "C1"', 'anchor = "C2"', "run in a circle: C2 -> C2"),
    "two rows with one id": ('id = "C2"', 'id = "C1"', 'two rows of kind event have the id "C1"'),
    "an unknown phase": ('short = "2"', 'short = "2"\nphase = "x"', "cannot be read as TOML"),
    "another phase": ('id = "only"', 'id = "other"', 'event "C1": there is no phase "only"'),
    "an unknown gate": ('gates = ["ready"]', 'gates = ["steady"]', f'{ROW2}: there is no gate "steady"'),
    "a gate without a name on the axis": ('gate_label = "Course 2"', "", f'{ROW2}: "gate_label" is missing'),
    "a negative offset": ("days = 21, basis", "days = -1, basis", f'{ROW2}, after "C1": "days" is missing or no whole'),
    "an offset left out": (' days = 21, basis = "Course', ' basis = "Course', f'{ROW2}, after "C1": "days" is missing'),
    "an offset in words": ("days = 21, basis", 'days = "21", basis', '"days" is missing or no whole number'),
    "true as an offset": ("days = 21, basis", "days = true, basis", '"days" is missing or no whole number'),
    "a window that misses the day": ("days = 21, basis", "days = 21, earliest = 22, basis", "outside its own window"),
    "a number without its basis": (', basis = "Course length"', "", '"basis" is missing'),
    "a number without status": (
        'basis = "Course length", status = "verified", ',
        'basis = "Course length", ',
        f'{ROW2}, after "C1": "status" is missing',
    ),
    "a number without source": (
        'basis = "Course length", status = "verified", source = ["A"]',
        'basis = "Course length", status = "verified"',
        f'{ROW2}, after "C1": "source" is missing',
    ),
    "an unknown status": ('status = "unverified"', 'status = "sure"', '"status" is "sure"; use one of "verified"'),
    "an unknown source": (
        'basis = "Course length", status = "verified", source = ["A"]',
        'basis = "Course length", status = "verified", source = ["B"]',
        'names "B", which is not in [sources]',
    ),
    "an unknown kind": ('kind = "course"\ntitle = "Course 2"', 'kind = "x"\ntitle = "Course 2"', f'{ROW2}: "kind" is'),
    "an unknown way of counting": ('counting = "day 1"', 'counting = "day 2"', '"counting" is "day 2"'),
    "a course without length": ('days = [1, 21]\ngates = ["ready"]', 'gates = ["ready"]', '"days" or "months"'),
    "a course that ends before it begins": ("days = [1, 21]", "days = [21, 1]", "ends before it begins"),
    "a misspelt key": ('short = "2"', 'shrt = "2"', f'{ROW2}: "shrt" is no key of this row'),
    "an id in small letters": ('id = "C2"', 'id = "c2"', '"id" must be capital letters'),
    "an event that hangs on nothing": (
        'after = [{ anchor = "C1", days = 21,',
        'after = [{ anchor = "C1", if_done = true, days = 21,',
        f"{ROW2}: ",
    ),
    "a phase without a step": ("step = 3\n", "", 'phase "only": "step" is missing or no whole number of 1'),
    "a step that no protocol has": ("step = 3", "step = 9", '"step" is 9; the steps of treatment are 1 to 8'),
    "an event's step that no protocol has": (
        'short = "2"',
        'short = "2"\nstep = 0',
        f'{ROW2}: "step" is missing or no',
    ),
    "no sources at all": ("[sources]", "[other]", '"other" is no key'),
    "no events": ("[[event]]", "[[events]]", '"events" is no key'),
}


def test_the_small_template_is_sound() -> None:
    template = Template.parse(SMALL)
    assert [one.id for one in template.events] == ["C1", "C2"]
    assert template.event("C2").gate[0].title == "Ready"
    assert template.phase("only").title == "Only"
    assert template.event("C2").step == 3, "an event's step is that of its phase"
    assert template.event("C2").brief == "Course 2", "without a shorter title the title itself"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_template_is_refused_by_name(fault: str) -> None:
    old, new, told = FAULTS[fault]
    assert old in SMALL
    with pytest.raises(RuleFileError) as refusal:
        Template.parse(SMALL.replace(old, new), "small.toml")
    assert told in str(refusal.value)
    assert str(refusal.value).startswith("small.toml")
    assert "\n" not in str(refusal.value)


def test_rows_need_not_stand_in_the_order_of_their_anchors() -> None:
    head, first, second = SMALL.split("[[event]]")
    template = Template.parse(f"{head}[[event]]{second}[[event]]{first}")
    assert [one.id for one in template.events] == ["C2", "C1"]
    assert [one.id for one in template.order] == ["C1", "C2"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_template_is_complete(name: str) -> None:
    text = resources.read_text(name)
    template = Template.parse(text, name)
    assert name == f"protocols/{template.id}.toml"
    assert {one.phase for one in template.events} == {one.id for one in template.phases}, "a phase without events"
    rows = tomllib.loads(text)
    used = {key for event in template.events for key in event.source}
    used |= {key for event in template.events for one in event.after for key in one.source}
    used |= {key for one in (*template.phases, *template.choices, template) for key in one.source}
    used |= {key for choice in template.choices for one in choice.options for key in one.source}
    used |= {key for event in template.events for one in event.gate for key in one.source}
    told = (template, *template.phases, *template.choices, *template.events)
    notes = " ".join(one.note for one in told)
    assert [key for key in template.sources if key not in used and key not in notes] == [], "a source nobody cites"
    conditions = {one.id for event in template.events for one in event.gate}
    assert conditions == {one["id"] for one in rows.get("gate", ())}, "a gate that no event waits for"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_row_and_every_number_has_source_status_and_reason(name: str) -> None:
    template = Template.parse(resources.read_text(name), name)
    options = [option for one in template.choices for option in one.options]
    rows = (*template.phases, *template.events, *template.choices, *options)
    for row in (*rows, *(one for event in template.events for one in event.gate)):
        assert row.source, row.id
        assert row.status in FactStatus, row.id
    for event in template.events:
        for anchor in event.after:
            assert anchor.source, event.id
            assert anchor.basis, event.id
            if "PLANNING" in anchor.source:
                assert anchor.status is FactStatus.UNVERIFIED, f"{event.id}: a planning default is never verified"
            assert anchor.event == START or anchor.event in {one.id for one in template.events}


def test_what_the_fact_file_leaves_unverified_is_unverified_here() -> None:
    template = Template.parse(resources.read_text("protocols/cog-high-risk.toml"))
    events = template.chosen().events
    doubtful = {one.id for one in events if one.status is FactStatus.UNVERIFIED}
    assert doubtful == {"EV_C2", "EV_C4", "EV_PRE_RT", *(f"DIN{number}" for number in range(1, 7))}
    verified_dates = {one.id for one in events if one.fact_status is FactStatus.VERIFIED}
    assert verified_dates == {"CVL", "C1", "C2", "C3", "C4", "C5", "RT"}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_source_s_name_is_what_a_clinician_can_look_up(name: str) -> None:
    """How far it was read is said in the file's comments; nothing that was not opened is named as a source."""
    for words in Template.parse(resources.read_text(name), name).sources.values():
        for told in ("opened", "was read", "read in full", "only named", "fact base", "31454045", "34028986"):
            assert told not in words.lower(), words


def test_no_event_of_a_template_calls_its_own_date_the_diagnosis() -> None:
    template = Template.parse(resources.read_text("protocols/cog-high-risk.toml"))
    for event in template.events:
        for words in (event.title, event.short, event.brief, event.gate_label):
            assert "diagnos" not in words.lower(), event.id

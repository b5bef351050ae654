"""The facts object of the ``timeline`` command: read as the contract says, refused by name."""

import json
from datetime import date

import pytest
from shipped import SHIPPED

from desktop.clinical.errors import UserError
from desktop.clinical.timeline import plan, read_timeline_facts

TEMPLATE = SHIPPED["cog-high-risk"]
TEMPLATES = {TEMPLATE.id: TEMPLATE}
GOOD = {"template": "cog-high-risk", "start": "2025-01-06", "actual": {"C3": "2025-02-26"}}


def test_the_example_of_the_contract() -> None:
    name, start, actual = read_timeline_facts(json.loads(json.dumps(GOOD)), TEMPLATES)
    assert (name, start, actual) == ("cog-high-risk", date(2025, 1, 6), {"C3": date(2025, 2, 26)})
    document = [one.document() for one in plan(TEMPLATES[name], start, actual)]
    keys = ["id", "phase", "title", "planned", "earliest", "latest", "actual", "gate", "status", "source"]
    assert all(list(one) == keys for one in document)
    by_id = {one["id"]: one for one in document}
    assert (by_id["C3"]["planned"], by_id["C3"]["actual"]) == ("2025-02-17", "2025-02-26")
    assert (by_id["C3"]["status"], by_id["C4"]["status"]) == ("done", "planned")
    assert by_id["C4"]["planned"] == "2025-03-19"
    assert json.loads(json.dumps(document)) == document


@pytest.mark.parametrize("actual", [None, {}, {"C3": None}])
def test_absent_and_null_are_unknown(actual: object) -> None:
    assert read_timeline_facts({**GOOD, "actual": actual}, TEMPLATES).actual == {}
    assert read_timeline_facts({key: GOOD[key] for key in ("template", "start")}, TEMPLATES).actual == {}


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ([GOOD], "no JSON object"),
        ("cog-high-risk", "no JSON object"),
        ({**GOOD, "begin": "2025-01-06"}, '"begin" is no key'),
        ({**GOOD, "template": "cog"}, '"template" is "cog", which is not known; use one of cog-high-risk'),
        ({**GOOD, "template": ["cog-high-risk"]}, "which is not known"),
        ({**GOOD, "template": None}, 'no "template"'),
        ({**GOOD, "actual": ["C3"]}, '"actual" is no JSON object'),
        ({**GOOD, "actual": {"C6": "2025-02-26"}}, 'the event "C6"'),
        ({**GOOD, "actual": {"C3": "2025-02-30"}}, '"actual.C3" is missing or no date'),
        ({**GOOD, "actual": {"C3": 20250226}}, '"actual.C3" is missing or no date'),
        ({**GOOD, "start": "2025-1-6"}, '"start" is missing or no date'),
        ({**GOOD, "start": "20250106"}, '"start" is missing or no date'),
        ({**GOOD, "start": "2025-01-06T00:00"}, '"start" is missing or no date'),
        ({**GOOD, "start": None}, '"start" is missing'),
        ({**GOOD, "start": "9999-12-31"}, '"start" lies outside the years'),
        ({**GOOD, "start": "0001-01-01"}, '"start" lies outside the years'),
    ],
)
def test_what_cannot_be_read_is_named(facts: object, told: str) -> None:
    with pytest.raises(UserError) as refusal:
        read_timeline_facts(facts, TEMPLATES)
    assert told in str(refusal.value)
    assert "2025-02-30" not in str(refusal.value), "a date is the patient's"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_template_answers_with_its_defaults(name: str) -> None:
    events = SHIPPED[name].chosen().events
    first = events[0].id
    facts = {"template": name, "start": "2024-02-29", "actual": {first: "2024-03-04"}}
    found, start, actual = read_timeline_facts(facts, SHIPPED)
    document = [one.document() for one in plan(SHIPPED[found], start, actual)]
    assert [one["id"] for one in document] == [one.id for one in events]
    assert [one["status"] for one in document] == ["done"] + ["planned"] * (len(events) - 1)
    assert all(one["source"] for one in document)
    assert json.loads(json.dumps(document)) == document


def test_an_event_of_another_option_is_none_of_the_defaults() -> None:
    with pytest.raises(UserError, match='the event "BRIDGE", which the template "cog-high-risk" does not have'):
        read_timeline_facts({**GOOD, "actual": {"BRIDGE": "2025-05-12"}}, TEMPLATES)

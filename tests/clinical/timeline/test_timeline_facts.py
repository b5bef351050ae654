"""The facts object of the ``timeline`` command: read as the contract says, refused by name."""

import json
from datetime import date

import pytest

import resources
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import Template, plan, read_timeline_facts

TEMPLATE = Template.parse(resources.read_text("protocols/cog-high-risk.toml"))
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

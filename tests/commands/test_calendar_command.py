"""``timeline --ics``: the days of a child or of a template, read back with a library."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from command_line import Run
from icalendar import Calendar


@pytest.fixture
def demonstration(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "demo.crestboard"
    assert run("demo", folder).code == 0
    return folder


def titles(path: Path) -> dict[str, date]:
    found = Calendar.from_ical(path.read_bytes())
    return {str(one["summary"]): one.start for one in found.walk("VEVENT")}


def with_a_plan(run: Run, folder: Path) -> int:
    """The number of the first child who has one."""
    cases = run("--board", folder, "list", "--json").json
    return int(next(one["number"] for one in cases if run("--board", folder, "timeline", one["number"], "--json").json))


def test_the_days_of_a_child_name_the_case_only(run: Run, demonstration: Path, tmp_path: Path) -> None:
    number, path = with_a_plan(run, demonstration), tmp_path / "plan.ics"
    done = run("--board", demonstration, "timeline", number, "--json", "--ics", path)
    assert done.code == 0, done.err
    told = {one["title"]: one["actual"] or one["planned"] for one in done.json}
    found = titles(path)
    assert found
    for title, day in found.items():
        who, _, event = title.partition(": ")
        assert who == f"Case {number}"
        assert told[event] == day.isoformat()
    name = next(one for one in run("--board", demonstration, "list", "--json").json if one["number"] == number)["name"]
    assert name.split(",")[0].encode() not in path.read_bytes()
    assert run("--board", demonstration, "timeline", number, "--ics", path, "--named").code == 0
    assert all(title.startswith(name) for title in titles(path))


def test_a_child_without_a_plan_has_no_calendar(run: Run, demonstration: Path, tmp_path: Path) -> None:
    cases = run("--board", demonstration, "list", "--json").json
    number = next(
        one["number"] for one in cases if not run("--board", demonstration, "timeline", one["number"], "--json").json
    )
    done = run("--board", demonstration, "timeline", number, "--ics", tmp_path / "none.ics")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "start a plan first" in done.err
    assert not (tmp_path / "none.ics").exists()


@pytest.mark.parametrize("template", ["cog-high-risk", "siopen-rapid-cojec", "follow-up-high"])
@pytest.mark.parametrize("actual", [{}, {"first": "2025-02-03"}])
def test_a_template_laid_out_for_nobody(run: Run, tmp_path: Path, template: str, actual: dict[str, str]) -> None:
    facts, path = tmp_path / "facts.json", tmp_path / "template.ics"
    asked: dict[str, object] = {"template": template, "start": "2025-01-31"}
    facts.write_text(json.dumps(asked), encoding="utf-8")
    events = run("timeline", "--facts", facts, "--json").json
    if actual:
        asked["actual"] = {events[0]["id"]: actual["first"]}
        facts.write_text(json.dumps(asked), encoding="utf-8")
    done = run("timeline", "--facts", facts, "--json", "--ics", path)
    assert done.code == 0
    if actual:
        assert done.json[0]["actual"] == actual["first"]
        assert done.json[0]["status"] == "done"
    days = sorted(one["actual"] or one["planned"] for one in done.json)
    found = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert sorted(one.start.isoformat() for one in found) == days

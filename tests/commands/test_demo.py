"""The demonstration board: every kind of child, opens by itself, the same seed gives the same data."""

from __future__ import annotations

from pathlib import Path

from command_line import Run

from desktop.clinical.vocabulary import Silence


def test_demo_covers_stages_groups_phases_and_silences(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo.crestboard"
    assert run("demo", folder).code == 0
    lines = run("--board", folder, "list", "--json").json
    assert len(lines) == 24
    assert {"L1", "L2", "M", "MS"} <= {line["stage"] for line in lines}
    seen = {tuple(line["groups"]) for line in lines}
    assert {("low",), ("intermediate",), ("high",), ("intermediate", "high"), ("low", "intermediate"), ()} <= seen
    assert len({line["phase"] for line in lines if line["phase"]}) >= 4
    assert {"active", "follow_up", "closed"} == {line["status"] for line in lines}
    told = {text for line in lines for text in _silences(run("--board", folder, "show", line["number"], "--json").json)}
    assert told == {reason.value for reason in Silence}


def test_the_same_seed_gives_the_same_children(run: Run, tmp_path: Path) -> None:
    records = []
    for name, seed, last in (("a", 7, 26), ("b", 7, 26), ("c", 8, 2)):
        folder = tmp_path / f"{name}.crestboard"
        assert run("demo", folder, "--cases", last, "--seed", seed).code == 0
        records.append([run("--board", folder, "show", n, "--json").json for n in (1, 2, last)])
    assert records[0] == records[1]
    assert records[0][0] != records[2][0]
    assert records[0][1] != records[2][1]


def test_a_board_is_never_written_over(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo.crestboard"
    assert run("demo", folder, "--cases", 1).code == 0
    assert run("demo", folder, "--cases", 1).code == 1


def _silences(document: object) -> set[str]:
    if isinstance(document, dict):
        own = {document["silence"]} if "silence" in document else set()
        return own.union(*(_silences(one) for one in document.values()))
    if isinstance(document, list):
        return set().union(*(_silences(one) for one in document))
    return set()

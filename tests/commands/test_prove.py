"""``prove``: no board, no passphrase; exit code and document tell whether the rules can be relied on."""

from __future__ import annotations

import pytest
from command_line import Run

from desktop.app import build_library
from desktop.services import proving


def test_prove_passes_and_prints_one_document(run: Run) -> None:
    ran = run("prove", "--json")
    assert ran.code == 0, ran.err
    document = ran.json
    assert list(document) == ["passed", "failed", "schemes", "failures"]
    assert (document["failed"], document["failures"]) == (0, [])
    assert document["passed"] == sum(one["passed"] for one in document["schemes"].values()) > 0
    versions = {scheme.id: scheme.version for scheme in build_library().rules.schemes}
    assert {name: document["schemes"][name]["version"] for name in versions} == versions
    assert list(document["schemes"]["cog-v2"]) == ["version", "passed", "failed"]


def test_prove_in_words(run: Run) -> None:
    ran = run("prove")
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith("cog-v2")
    assert "0 failed." in ran.out.splitlines()[-1]


def test_a_failed_proof_is_exit_1_and_says_what_not_to_rely_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = proving.table_answers

    def off_by_one(library: object) -> object:
        answers = dict(asked(library))  # type: ignore[arg-type]
        right = answers["stage"]
        answers["stage"] = lambda table, facts: {**right(table, facts), "inrgss": "M"}
        return answers

    monkeypatch.setattr(proving, "table_answers", off_by_one)
    ran = run("prove")
    assert ran.code == 1
    assert "Do not rely on inrgss until a proof of it passes." in ran.out
    assert 'expected: {"inrgss": "L1"}' in ran.out
    assert 'got:      {"inrgss": "M"}' in ran.out
    failed = run("prove", "--json")
    assert failed.code == 1
    assert failed.json["schemes"]["inrgss"]["failed"] == failed.json["failed"] > 0
    assert {"case", "table", "text", "expected", "got", "source"} == {*failed.json["failures"][0]}


def test_a_board_is_not_asked_for(run: Run) -> None:
    assert run("prove", "--json", "--board", "/nowhere/zz.crestboard").code == 0

"""``respond`` and ``score`` as a hospital's script meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Ran, Run


@pytest.fixture
def with_facts(run: Run, tmp_path: Path) -> Run:
    """Run a command with this facts document."""

    def call(command: str, document: object, *more: str) -> Ran:
        path = tmp_path / "facts.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        return run(command, "--facts", path, *more)

    return call


def test_respond_answers_with_the_keys_of_the_contract(with_facts: Run) -> None:
    document = (
        '{"primary": {"baseline_mm": 62.5, "now_mm": 40, "uptake": true},'
        ' "metastases": {"bone_score_baseline": 14, "bone_score_now": 5, "method": "curie", "new_lesion": false},'
        ' "marrow": {"baseline_percent": 40, "now_percent": 5.0, "adequate": true}}'
    )
    answer = with_facts("respond", document, "--json").json
    assert list(answer) == ["criteria", "primary", "metastases", "marrow", "overall", "gap", "conflict", "reasons"]
    assert [answer[key] for key in answer][:-1] == ["INRC-2017", "PR", "PR", "MD", "PR", None, None]


def test_numbers_keep_their_digits_up_to_the_threshold(with_facts: Run) -> None:
    for now, wanted in (("119.99999999999999999999", "SD"), ("120", "PD"), ("120.00000000000000000001", "PD")):
        document = f'{{"primary": {{"baseline_mm": 100, "now_mm": {now}}}}}'
        answer = with_facts("respond", document, "--json").json
        assert answer["primary"] == wanted
        assert (answer["conflict"] is not None) == (now == "120")


def test_a_list_gives_a_list_and_plain_words_say_the_same(with_facts: Run) -> None:
    documents = [{"primary": {"grade": "PR"}}, {"criteria": "INRC-1993", "grade": "VGPR"}]
    first, second = with_facts("respond", documents, "--json").json
    assert (first["overall"], second["overall"]) == ("NE", "VGPR")
    plain = with_facts("respond", documents)
    assert "overall: NE" in plain.out
    assert "overall: VGPR" in plain.out


def test_score_answers_with_the_keys_of_the_contract(with_facts: Run) -> None:
    facts = {
        "curie": [0, 1, 0, 0, 1, 0, 0, 0, 0, 0],
        "baseline": {"curie": [1, 1, 1, 1, 0, 0, 0, 0, 0, 3]},
        "timepoint": "post_induction",
        "mycn": "not_amplified",
    }
    answer = with_facts("score", facts, "--json").json
    assert list(answer) == ["method", "total", "skeletal", "relative", "reading", "reason"]
    assert [answer[key] for key in answer][:-1] == ["curie", 2, 2, 0.5, "favourable"]
    first, _ = with_facts("score", [facts, {"siopen": [0] * 12}], "--json").json
    assert first == answer


@pytest.mark.parametrize(
    ("command", "document"),
    [
        ("respond", {"primary": {"grade": "good"}}),
        ("respond", {"hva": 3}),
        ("respond", [{"primary": {"grade": "PR"}}, 1]),
        ("respond", '{"primary": {"now_mm": NaN}}'),
        ("score", {"curie": [0] * 11}),
        ("score", {"curie": [0.5] * 10}),
        ("score", {"curie": [0] * 10, "baseline": {"siopen": [0] * 12}}),
        ("score", "no json"),
    ],
)
def test_refused_in_one_line_and_nothing_is_printed(with_facts: Run, command: str, document: object) -> None:
    result = with_facts(command, document, "--json")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert "Traceback" not in result.err


def test_facts_must_be_named(run: Run) -> None:
    assert run("respond").code == 2
    assert run("score", "--json").code == 2


def test_version_names_criteria_and_scores(run: Run) -> None:
    lines = run("--version").out.splitlines()
    for name in ("INRC-2017", "INRC-1993", "curie", "siopen"):
        assert any(line.startswith(f"{name} ") for line in lines)

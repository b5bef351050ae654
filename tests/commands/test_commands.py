"""The commands as a hospital's script meets them: exit codes, one JSON document, one sentence on refusal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

import resources
from desktop.app import build_library
from desktop.clinical.risk import checksum_of
from desktop.services.boards import open_board
from desktop.services.rule_packs import tables_of

RULE_KEYS = [
    "scheme", "version", "groups", "settled", "rows", "conflict", "not_covered",
    "deciding", "cannot_change", "settling_sets", "warnings", "citations",
]  # fmt: skip


def test_create_import_list_show_assess_check(run: Run, hospital: Path, secret: Path, spreadsheet: Path) -> None:
    board = ("--board", hospital, "--passphrase-file", secret)
    report = run(*board, "import", spreadsheet, "--json").json
    assert (report["rows"], report["created"], report["rejected"]) == (3, 3, [])
    again = run("import", spreadsheet, "--json", *board).json
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)

    lines = run(*board, "list", "--json").json
    assert [line["mrn"] for line in lines] == ["ZZ-1", "ZZ-2", "ZZ-3"]
    assert list(lines[0]) == ["number", "mrn", "name", "age_days", "diagnosed", "stage", "groups", "phase", "status"]
    assert lines[2]["age_days"] == 0

    record = run(*board, "show", "mrn:ZZ-2", "--json").json
    assert record["format"] == "crestboard-record"
    assert record["case"]["mycn"][0]["mycn"] == "amplified"

    (assessment,) = run(*board, "assess", lines[0]["number"], "--scheme", "cog-v2", "--json").json
    assert list(assessment) == RULE_KEYS
    assert run(*board, "check", "--json").json["ok"] is True


def test_the_board_opened_last_is_the_default(run: Run, hospital: Path, secret: Path) -> None:
    assert run("list", "--json", "--passphrase-file", secret).json == []


def test_a_dry_run_changes_nothing(run: Run, hospital: Path, secret: Path, spreadsheet: Path) -> None:
    board = ("--board", hospital, "--passphrase-file", secret)
    assert run(*board, "import", spreadsheet, "--dry-run", "--json").json["created"] == 3
    assert run(*board, "list", "--json").json == []


def test_rejected_rows_are_written_as_a_safe_spreadsheet(
    run: Run, hospital: Path, secret: Path, spreadsheet: Path, tmp_path: Path
) -> None:
    with spreadsheet.open("a", encoding="utf-8") as sheet:
        sheet.write("ZZ-4,F,=1+1,4,Normal,Y,Neither,N,1,N,1\n")
    out = tmp_path / "rejected.csv"
    result = run("--board", hospital, "--passphrase-file", secret, "import", spreadsheet, "--report", out, "--json")
    assert result.json["rejected"][0]["row"] == 5
    assert '"\'=1+1"' in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("facts", "groups"),
    [
        ({"age_days": 600, "inrgss": "M"}, ["high"]),
        ({"age_days": 100, "inrgss": "L1", "mycn": "not_amplified"}, ["low"]),
        ({"inrgss": "L1", "mycn": "amplified"}, ["low", "high"]),
    ],
)
def test_assess_facts_needs_no_board(run: Run, tmp_path: Path, facts: object, groups: list[str]) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(facts), encoding="utf-8")
    (assessment,) = run("assess", "--facts", path, "--scheme", "cog-v2", "--json").json
    assert assessment["groups"] == groups


def test_a_list_of_facts_gives_a_list_of_answers(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps([{"idrfs": []}, {"idrfs": ["IDRF03_SKULL_BASE"], "metastases": []}]), encoding="utf-8")
    first, second = run("stage", "--facts", path, "--json").json
    assert first["inrgss"] is None
    assert second["inrgss"] == "L2"


@pytest.mark.parametrize(
    "facts",
    ['{"stage": "M"}', '{"mycn": "positive"}', '{"age_days": -1}', '{"dna_index": 0}', '{"dna_index": NaN}',
     '{"symptomatic": "yes"}', "[1]", "no json", ""],
)  # fmt: skip
def test_wrong_facts_are_refused_in_one_line(run: Run, tmp_path: Path, facts: str) -> None:
    path = tmp_path / "facts.json"
    path.write_text(facts, encoding="utf-8")
    result = run("assess", "--facts", path, "--json")
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ('{"age_days": 400, "inrgss": "M", "age_days": 4000}', '"age_days" twice'),
        ('[{"mycn": "amplified"}, {"mycn": "amplified", "mycn": null}]', '"mycn" twice'),
        # numbers that would take for ever to compute with
        ('{"age_days": 1e9999999}', "the number 1e9999999, which is out of any range"),
        ('{"dna_index": 1e-9999999}', "the number 1e-9999999, which"),
        ('{"age_days": 1e99999999999999999999999}', "out of any range"),
        ('{"age_days": ' + "9" * 5000 + "}", "9..., which is out of any range"),
    ],
)
def test_a_fact_given_twice_or_without_bounds_is_refused(run: Run, tmp_path: Path, facts: str, words: str) -> None:
    (tmp_path / "facts.json").write_text(facts)
    outcome = run("assess", "--facts", tmp_path / "facts.json", "--json")
    assert (outcome.code, outcome.out) == (1, "")
    assert words in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_number_keeps_its_digits(run: Run, tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text('{"dna_index": 1.00000000000000000000001, "inrgss": "M", "age_days": 4e2}')
    assert run("assess", "--facts", tmp_path / "facts.json", "--json").code == 0


def test_histology_of_a_computed_class(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    facts = {"age_days": 200, "category": "neuroblastoma", "grade": "poorly_differentiated", "mki": "high"}
    path.write_text(json.dumps(facts), encoding="utf-8")
    answer = run("histology", "--facts", path, "--json").json
    assert (answer["histology"], answer["possible"], answer["version"]) == (
        "unfavourable", ["unfavourable"], "INPC-2003",
    )  # fmt: skip


def test_timeline_of_a_template(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"template": "cog-high-risk", "start": "2025-01-06"}), encoding="utf-8")
    events = {event["id"]: event for event in run("timeline", "--facts", path, "--json").json}
    assert events["C2"]["planned"] == "2025-01-27"


def test_timeline_of_every_template(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    for name in resources.names("protocols", ".toml"):
        facts = {"template": Path(name).stem, "start": "2025-01-06"}
        path.write_text(json.dumps(facts), encoding="utf-8")
        events = run("timeline", "--facts", path, "--json").json
        assert events[0]["planned"] >= facts["start"], name
        assert {len(event) for event in events} == {10}, name
        assert run("timeline", "--facts", path).out.count("\n") == len(events), name


def test_a_wrong_passphrase_is_one_sentence(run: Run, hospital: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the right passphrase\n", encoding="utf-8")
    result = run("--board", hospital, "--passphrase-file", wrong, "list", "--json")
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)


def test_wrong_words_are_wrong_usage(run: Run) -> None:
    assert run("lists").code == 2
    assert run("list", "--where", "colour=red").code == 2
    assert run("assess").code == 2


def test_version_names_program_schema_and_rule_packs(run: Run) -> None:
    lines = run("--version").out.splitlines()
    assert lines[0].startswith("crestboard ")
    assert lines[1].startswith("schema ")
    assert any(line.startswith("cog-v2 ") for line in lines)


def test_recovery_key_goes_to_a_file_and_never_over_another(run: Run, tmp_path: Path, secret: Path) -> None:
    key = tmp_path / "recovery.txt"
    made = run("create", tmp_path / "a.crestboard", "--recovery", key, "--passphrase-file", secret)
    assert made.code == 0
    text = key.read_text(encoding="utf-8").strip()
    assert text
    assert text not in made.out
    refused = run("create", tmp_path / "b.crestboard", "--recovery", key, "--passphrase-file", secret)
    assert refused.code == 1
    assert not (tmp_path / "b.crestboard").exists()


def test_a_folder_that_is_no_board_is_told_before_a_passphrase_is_asked(run: Run, tmp_path: Path) -> None:
    result = run("--board", tmp_path / "nothing", "list")
    assert result.code == 1
    assert "no folder" in result.err


def test_commands_on_a_board_use_its_rules_and_facts_those_that_ship(
    run: Run, hospital: Path, secret: Path, spreadsheet: Path, tmp_path: Path
) -> None:
    told = ("--board", hospital, "--passphrase-file", secret)
    assert run("import", spreadsheet, *told).code == 0
    library = build_library()
    texts = {name: text.replace('version = "1.', 'version = "7.', 1) for name, text in library.rule_texts.items()}
    tables, phrase = tables_of(library.tables), "nine violet otters sing"
    with open_board(hospital, passphrase=phrase) as board, board.database.work(board.person.id) as work:
        work.rules.adopt(checksum_of(texts), texts, {}, tables, origin="here", reason="a trial", changed=0)
    (answer,) = run("assess", "1", "--scheme", "cog-v2", "--json", *told).json
    assert answer["version"].startswith("7.")
    facts = tmp_path / "facts.json"
    facts.write_text("{}", encoding="utf-8")
    (answer,) = run("assess", "--facts", facts, "--scheme", "cog-v2", "--json").json
    assert answer["version"].startswith("1.")

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from import_helpers import content, shared_file

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import Inss, Mycn
from desktop.services.boards import Board
from desktop.services.cases import delete_case, find_case, history, restore_case
from desktop.services.checking import check_board
from desktop.services.importing import Fate, ImportReport, Line, import_file, write_template
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.undoing import begin, read_on, redo, undo

TODAY = date(2026, 11, 23)
REAL = ("seqc_neuroblastoma_sample.csv", "seqc_neuroblastoma_sample.xlsx", "seqc_neuroblastoma_sample_de.csv")


@pytest.fixture(scope="session")
def library() -> Library:
    return build_library()


@pytest.fixture
def run(board: Board, library: Library) -> Callable[..., ImportReport]:
    def go(path: Path, **options: object) -> ImportReport:
        report = import_file(board, library, path, today=TODAY, **options)  # type: ignore[arg-type]
        assert report.rows == report.created + report.updated + report.unchanged + len(report.rejected)
        return report

    return go


def everything(board: Board) -> tuple[list[Case], int]:
    """All cases as stored, and how long the audit is."""
    with board.database.read() as work:
        return list(work.cases.load_many(work.cases.all_ids()).values()), work.audit.count()


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.rows, report.created, report.updated, report.unchanged, len(report.rejected)


def as_workbook(source: Path, target: Path) -> Path:
    """The same cells as XLSX: days as numbers, everything else as text."""
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Cases")
        for number, row in enumerate(csv.reader(io.StringIO(source.read_text(encoding="utf-8")))):
            for place, cell in enumerate(row):
                numeric = number and row and place in (2, 8, 10) and cell
                sheet.write(number, place, float(cell) if numeric else cell)
    return target


def test_the_three_shapes_of_one_list_give_the_same_cases(
    run: Callable[..., ImportReport], board: Board, data: Path, tmp_path: Path
) -> None:
    english = data / "import-seqc-shape.csv"
    first = run(english)
    assert counts(first) == (5, 5, 0, 0, 0)
    assert (first.profile, first.ignored_columns) == ("seqc-en", ())
    before = everything(board)
    for other in (as_workbook(english, tmp_path / "list.xlsx"), data / "import-seqc-shape-de.csv", english):
        assert counts(run(other)) == (5, 0, 0, 5, 0)
        assert everything(board) == before


def test_each_shape_alone_gives_the_same_cases(library: Library, data: Path, tmp_path: Path, empty_board: Path) -> None:
    import shutil

    from builders import PASSPHRASE

    from desktop.services.boards import open_board

    english = data / "import-seqc-shape.csv"
    found = []
    for number, path in enumerate(
        (english, as_workbook(english, tmp_path / "l.xlsx"), data / "import-seqc-shape-de.csv")
    ):
        folder = Path(shutil.copytree(empty_board, tmp_path / f"{number}.crestboard"))
        with open_board(folder, passphrase=PASSPHRASE) as board:
            import_file(board, library, path, today=TODAY)
            found.append([content(case) for case in everything(board)[0]])
    assert found[0] == found[1] == found[2]


def test_facts_arrive_with_their_words_and_silences(run: Callable[..., ImportReport], board: Board, data: Path) -> None:
    run(data / "import-seqc-shape.csv")
    case = find_case(board, "mrn:ZZTEST-03")
    assert case.stagings[0].inss == known(Inss.II)
    assert case.age_at_diagnosis == 200
    assert case.course[0].high_risk == known(False)
    assert "German neuroblastoma trial" in case.course[0].high_risk_rules
    assert case.mycn[0].provenance.entered_by == "Zztest Coordinator"
    assert find_case(board, "mrn:ZZTEST-05").mycn[0].mycn.silence == "unknown_at_source"
    assert find_case(board, "mrn:ZZTEST-02").age_days == known(0)


def test_only_documented_columns_of_coded_lists_are_imported(
    run: Callable[..., ImportReport], board: Board, data: Path
) -> None:
    report = run(data / "import-codes-shape.csv")
    assert counts(report) == (3, 3, 0, 0, 0)
    assert len(report.ignored_columns) == 12
    assert "MYCN_status" in report.ignored_columns
    case = find_case(board, "mrn:ZZTEST-101")
    assert str(case.surgery[0].extent.value) == "gross_total"
    assert (case.mycn, case.stagings) == ((), ())
    assert not case.sex.is_known
    assert find_case(board, "mrn:ZZTEST-103").surgery[0].extent.silence == "unknown_at_source"
    assert any("codes without a code book" in str(one) for one in report.warnings)


def test_faulty_rows_stay_out_and_the_others_go_in(
    run: Callable[..., ImportReport], board: Board, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "mrn,born,diagnosed,inrgss,metastases,dna_index,age_days\n"
        "ZZ-1,2025-01-01,2025-06-01,M,bone,1.3,\n"
        "ZZ-2,2027-01-01,,,,,\n"
        "ZZ-3,2025-01-01,2024-06-01,,,,\n"
        "ZZ-4,,,L1,bone,,\n"
        "ZZ-5,,,MS,,,600\n"
        "ZZ-6,,,,,0,\n"
        "ZZ-7,2025-01-01,2025-06-01,,,,999\n"
        "ZZ-8,,,L2,none,,\n"
        "ZZ-8,,,L2,none,,\n"
        ",,,L2,,,\n",
        encoding="utf-8",
    )
    report = run(path)
    assert counts(report) == (10, 1, 0, 0, 9)
    assert [(one.row, one.column) for one in report.rejected] == [
        *((3, "born"), (4, "diagnosed"), (5, "metastases"), (6, "inrgss"), (7, "dna_index"), (8, "age_days")),
        *((9, "mrn"), (10, "mrn"), (11, "mrn")),
    ]
    assert all(one.reason for one in report.rejected)
    assert [case.mrn for case in everything(board)[0]] == ["ZZ-1"]
    document = report.document()
    assert document["rejected"][0] == {  # type: ignore[index]
        "row": 3, "column": "born", "value": "2027-01-01", "reason": "The date of birth is in the future.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [("Sex,Age\nF,3\n", "no identifier column"), ("", "is empty"), ("%PDF-1.7\x00", "not a spreadsheet")],
)
def test_a_file_that_is_no_list_changes_nothing(
    run: Callable[..., ImportReport], board: Board, tmp_path: Path, text: str, words: str
) -> None:
    before = everything(board)
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=words):
        run(tmp_path / "list.csv")
    assert everything(board) == before


def test_a_dry_run_says_the_same_and_writes_nothing(run: Callable[..., ImportReport], board: Board, data: Path) -> None:
    before = everything(board)
    told = run(data / "import-seqc-shape.csv", dry_run=True)
    assert (counts(told), told.dry_run) == ((5, 5, 0, 0, 0), True)
    assert everything(board) == before
    assert counts(run(data / "import-seqc-shape.csv")) == counts(told)


def test_an_update_is_one_transaction_that_the_audit_and_the_list_know(
    run: Callable[..., ImportReport], board: Board, data: Path, tmp_path: Path
) -> None:
    run(data / "import-seqc-shape.csv")
    path = tmp_path / "more.csv"
    path.write_text("Patient ID,INRGSS stage,Sex\nZZTEST-01,M,\nZZTEST-02,MS,\nZZ-NEW,L1,F\n", encoding="utf-8")
    assert counts(run(path)) == (3, 1, 2, 0, 0)
    assert counts(run(path)) == (3, 0, 0, 3, 0)
    case = find_case(board, "mrn:ZZTEST-01")
    assert case.version == 2
    assert case.stagings[0].inss == known(Inss.IV)
    stages = {line.mrn: line.stage for line in list_cases(board, CaseQuery()).lines}
    assert (stages["ZZTEST-01"], stages["ZZTEST-02"], stages["ZZ-NEW"]) == ("M", "MS", "L1")
    with board.database.read() as work:
        imports = [entry for entry in work.audit.entries() if entry.entity == "import"]
    assert [entry.changes["updated"][1] for entry in imports] == [2, 0]
    assert check_board(board).ok


def test_a_child_in_the_bin_stays_there(
    run: Callable[..., ImportReport], board: Board, library: Library, data: Path
) -> None:
    run(data / "import-seqc-shape.csv")
    delete_case(board, library, find_case(board, "mrn:ZZTEST-01").id, "entered twice")
    report = run(data / "import-seqc-shape.csv")
    assert counts(report) == (5, 0, 0, 4, 1)
    assert "bin" in report.rejected[0].reason
    assert report.in_bin == 1


def test_a_list_whose_import_was_undone_is_imported_again(
    run: Callable[..., ImportReport], board: Board, library: Library, tmp_path: Path
) -> None:
    steps, path = begin(board), tmp_path / "list.csv"
    path.write_text("mrn,family_name,born,mycn,alk\nZZ-1,Zztset,2019-01-01,amplified,mutated\nZZ-2,Zztest,,,\n")
    run(path)
    first = find_case(board, "mrn:ZZ-1")
    undo(board, library, read_on(board, steps).undo[-1])
    binned = find_case(board, "mrn:ZZ-1")
    assert binned.deleted is not None
    path.write_text("mrn,family_name,born,mycn,alk\nZZ-1,Zztest,2025-08-21,gain,\nZZ-2,Zztest,,,\n")
    shown = run(path, dry_run=True)
    assert (counts(shown), shown.restored, shown.in_bin) == ((2, 0, 2, 0, 0), 2, 0)
    assert [line.changes.startswith("Back out of the bin, where undoing its import") for line in shown.lines] == [
        True
    ] * 2
    assert (counts(run(path)), list_cases(board, CaseQuery()).total) == ((2, 0, 2, 0, 0), 2)
    again = find_case(board, "mrn:ZZ-1")
    assert (again.id, again.number, again.deleted, again.family_name) == (first.id, first.number, None, "Zztest")
    # of what was undone nothing is there, unless the list says it again; the history has it
    assert ([one.mycn for one in again.mycn], [one.alk.value for one in again.alk if one.alk.is_known]) == (
        [known(Mycn.GAIN)], []
    )  # fmt: skip
    assert any(entry.entity == "alk_results" and "alk" in entry.changes for entry in history(board, first.id))
    with board.database.read() as work:
        last = next(entry for entry in work.audit.entries() if entry.entity == "import")
    assert last.changes["restored"] == [None, 2]
    steps = read_on(board, steps)
    undo(board, library, steps.undo[-1])
    back = find_case(board, "mrn:ZZ-1")
    assert replace(back, version=0, changed_at=None) == replace(binned, version=0, changed_at=None)
    redo(board, library, read_on(board, steps).redo[-1])
    assert find_case(board, "mrn:ZZ-1").mycn == again.mycn
    assert check_board(board).ok


def test_a_child_that_a_person_put_into_the_bin_stays_there_after_an_undone_import(
    run: Callable[..., ImportReport], board: Board, library: Library, tmp_path: Path
) -> None:
    steps, path = begin(board), tmp_path / "list.csv"
    path.write_text("mrn,family_name\nZZ-1,Zztest\nZZ-2,Zztest\n")
    run(path)
    undo(board, library, read_on(board, steps).undo[-1])
    key = find_case(board, "mrn:ZZ-1").id
    restore_case(board, library, key)
    # also where the reason sounds like the program's own
    delete_case(board, library, key, "Undone: import of 2 cases")
    report = run(path)
    assert (counts(report), report.restored) == ((2, 0, 1, 0, 1), 1)
    assert "in the bin" in report.rejected[0].reason
    assert find_case(board, "mrn:ZZ-1").deleted is not None


def test_only_the_file_that_was_shown_is_imported(
    run: Callable[..., ImportReport], board: Board, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("mrn,family_name,mycn\nZZ-1,Zztest,gain\n")
    shown, before = run(path, dry_run=True), everything(board)
    path.write_text("mrn,family_name,mycn\nZZ-1,Zztest,amplified\n")
    with pytest.raises(UserError, match=r"^The file list\.csv was changed after it was shown; nothing was imported"):
        run(path, shown=shown.digest)
    assert everything(board) == before
    path.write_text("mrn,family_name,mycn\nZZ-1,Zztest,gain\n")
    assert run(path, shown=shown.digest).created == 1


def test_every_row_has_its_line_with_what_it_changes(
    run: Callable[..., ImportReport], board: Board, data: Path, tmp_path: Path
) -> None:
    run(data / "import-seqc-shape.csv")
    path = tmp_path / "more.csv"
    path.write_text(
        "mrn,family_name,given_name,born,inrgss\nZZTEST-01,,,,M\nZZ-NEW,Zztest,Alpha,2025-08-21,L1\n"
        "ZZ-BAD,Zztest,Bravo,2025-02-31,L1\nZZTEST-02,,,,\n",
        encoding="utf-8",
    )
    report = run(path, dry_run=True)
    assert report.lines == (
        Line(2, Fate.UPDATED, "ZZTEST-01", "", "inrgss: M"),
        Line(3, Fate.CREATED, "ZZ-NEW", "Zztest, Alpha"),
        Line(4, Fate.REJECTED, "ZZ-BAD", "Zztest, Bravo"),
        Line(5, Fate.UNCHANGED, "ZZTEST-02"),
    )


def test_a_failure_while_storing_leaves_the_board_as_it_was(
    run: Callable[..., ImportReport], board: Board, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(board)

    def fail(*_: object) -> None:
        raise UserError("the disk is full")

    monkeypatch.setattr("desktop.services.cases.line_of", fail)
    with pytest.raises(UserError, match="disk is full"):
        run(data / "import-seqc-shape.csv")
    assert everything(board) == before


def test_progress_counts_to_the_end(run: Callable[..., ImportReport], data: Path) -> None:
    steps: list[tuple[int, int]] = []
    run(data / "import-seqc-shape.csv", progress=lambda done, total: steps.append((done, total)))
    assert {total for _, total in steps} == {15}, "read, decided, stored"
    done = [one for one, _ in steps]
    assert done == sorted(done)
    assert done[:10] == [*range(1, 11)]
    assert done[-1] == 15


@pytest.mark.parametrize("last", [1, 6, 10, 15])
def test_an_import_that_is_stopped_at_any_step_leaves_nothing(
    run: Callable[..., ImportReport], data: Path, board: Board, last: int
) -> None:
    def stop(done: int, _total: int) -> None:
        if done >= last:
            raise KeyboardInterrupt

    before = everything(board)
    with pytest.raises(KeyboardInterrupt):
        run(data / "import-seqc-shape.csv", progress=stop)
    assert everything(board) == before


@pytest.mark.parametrize("stopped", [False, True])
def test_memory_is_collected_again_after_an_import(run: Callable[..., ImportReport], data: Path, stopped: bool) -> None:
    seen: list[bool] = []

    def watch(done: int, _total: int) -> None:
        seen.append(gc.isenabled())
        if stopped and done == 10:
            raise KeyboardInterrupt

    with suppress(KeyboardInterrupt):
        run(data / "import-seqc-shape.csv", progress=watch)
    # not while rows are read, decided about and stored
    assert not any(seen)
    assert gc.isenabled()


def test_nothing_in_a_refusal_or_a_warning_line_names_a_child(run: Callable[..., ImportReport], tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("mrn,Family name,born,Sex\nZZSECRET,Zzmarker,2031-01-01,Zzword\n", encoding="utf-8")
    report = run(path)
    lines = " ".join(str(one) for one in (*report.rejected, *report.warnings))
    assert "ZZSECRET" not in lines
    assert "Zzmarker" not in lines
    assert "Zzword" not in lines


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_template_is_read_back_by_its_profile(
    run: Callable[..., ImportReport], library: Library, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"template.{ending}"
    write_template(library.profiles, path)
    report = run(path)
    assert (counts(report), report.profile, report.ignored_columns) == ((0, 0, 0, 0, 0), "crestboard", ())
    if ending == "xlsx":
        assert report.sheet == "Cases"


def test_a_filled_template_makes_the_same_child_as_the_record_says(
    run: Callable[..., ImportReport], board: Board, library: Library, tmp_path: Path
) -> None:
    profile = next(one for one in library.profiles if one.id == "crestboard")
    row = {column.headings[0]: column.examples[-1] for column in profile.columns if column.words}
    row |= {
        "Hospital number": "=1+1", "Date of birth": "2025-01-01", "Date of diagnosis": "2025-03-01", "DNA index": "1.4",
        "INRGSS stage": "M", "INSS stage": "4", "Metastatic sites": "bone", "Ploidy": "hyperdiploid",
        "Treatment template": "cog-high-risk", "Start of treatment": "2025-03-10", "Family name": "Zztest",
    }  # fmt: skip
    path = tmp_path / "filled.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(row), delimiter=";")
        writer.writeheader()
        writer.writerow(row)
    report = run(path)
    assert counts(report) == (1, 1, 0, 0, 0), report.rejected
    (case,) = everything(board)[0]
    assert case.mrn == "=1+1"
    assert case.age_at_diagnosis == 59
    assert all(
        getattr(case, part) for part in ("stagings", "pathology", "mycn", "ploidy", "segmental", "alk", "surgery")
    )
    assert case.plans[0].template == "cog-high-risk"
    assert counts(run(path)) == (1, 0, 0, 1, 0)


def test_a_template_has_no_formula_and_other_endings_are_refused(library: Library, tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "template.xlsx"
    write_template(library.profiles, path)
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
    with pytest.raises(UserError, match="one of these endings"):
        write_template(library.profiles, tmp_path / "template.ods")
    with pytest.raises(UserError, match="no column profile"):
        write_template(library.profiles, tmp_path / "template.csv", "nobody")


def test_a_demonstration_board_warns_about_real_children(library: Library, tmp_path: Path, data: Path) -> None:
    from desktop.services.boards import create_board

    with create_board(
        tmp_path / "demo.crestboard", name="Demo", person_name="Zztest Coordinator", demonstration=True
    ).board as board:
        report = import_file(board, library, data / "import-seqc-shape.csv", today=TODAY)
        assert any("demonstration board" in str(one) for one in report.warnings)
        assert all(case.demonstration for case in everything(board)[0])


def test_the_real_lists_give_the_same_cases_and_twice_changes_nothing(
    run: Callable[..., ImportReport], board: Board
) -> None:
    first = run(shared_file(REAL[0]))
    assert counts(first) == (131, 131, 0, 0, 0)
    assert first.ignored_columns == ()
    before = everything(board)
    for name in (*REAL, *REAL):
        assert counts(run(shared_file(name))) == (131, 0, 0, 131, 0)
    assert everything(board) == before
    assert check_board(board).ok


def test_the_real_coded_list_imports_its_two_documented_columns(run: Callable[..., ImportReport], board: Board) -> None:
    report = run(shared_file("ma2018_sample.csv"))
    assert counts(report) == (43, 43, 0, 0, 0)
    assert len(report.ignored_columns) == 12
    extents = [str(case.surgery[0].extent.value) for case in everything(board)[0]]
    assert (extents.count("gross_total"), extents.count("subtotal")) == (26, 17)

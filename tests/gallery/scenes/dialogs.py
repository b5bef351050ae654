"""Each dialog in its states."""

from __future__ import annotations

from freezegun import freeze_time
from PySide6.QtWidgets import QWidget

from desktop.clinical.vocabulary import SITES, MetastaticSite
from desktop.services.boards import Board
from desktop.services.deidentifying import Text
from desktop.services.offers import Offer
from desktop.services.printing import PRINTED, hand_out, page_of
from desktop.ui.dialogs.check_document import CheckDocumentDialog
from desktop.ui.dialogs.choices import ChoicesDialog
from desktop.ui.dialogs.deidentify import DeidentifyDialog
from desktop.ui.dialogs.delete_case import DeleteDialog
from desktop.ui.dialogs.import_list import ImportDialog
from desktop.ui.dialogs.marker import MarkerDialog
from desktop.ui.dialogs.new_case import NewCaseDialog
from desktop.ui.dialogs.options import CHILD, OptionsDialog
from desktop.ui.dialogs.print_page import PrintDialog
from desktop.ui.dialogs.reading import CODES, ReadingDialog
from desktop.ui.dialogs.why import WhyDialog
from desktop.ui.main_window import MainWindow
from tests.gallery.children import LONG
from tests.gallery.scene import scenes
from tests.gallery.studio import LISTS, NOW, TODAY, Studio


def new_case(studio: Studio) -> QWidget:
    return studio.show(NewCaseDialog(studio.look, studio.library, lambda: TODAY, studio.child("Alpha"), studio.host()))


def new_case_refused(studio: Studio) -> QWidget:
    dialog = studio.show(
        NewCaseDialog(studio.look, studio.library, lambda: TODAY, studio.child("Alpha"), studio.host())
    )
    dialog.do.click()
    return dialog


def new_case_taught(studio: Studio) -> QWidget:
    dialog = studio.show(
        NewCaseDialog(studio.look, studio.library, lambda: TODAY, studio.child("Alpha"), studio.host())
    )
    dialog.help.toggle("diagnosed")
    return dialog


def import_good(studio: Studio) -> QWidget:
    return _importing(studio, "cases.csv")


def import_with_bad_rows(studio: Studio) -> QWidget:
    return _importing(studio, "cases-with-faults.csv")


def import_refused(studio: Studio) -> QWidget:
    return _importing(studio, "no-list.csv")


def delete_without_reason(studio: Studio) -> QWidget:
    return studio.show(DeleteDialog(studio.look, studio.child("Lima"), studio.host()))


def delete_with_reason(studio: Studio) -> QWidget:
    dialog = DeleteDialog(studio.look, studio.child("Lima"), studio.host())
    dialog.reason.setText("Entered twice")
    return studio.show(dialog)


def enter_marker(studio: Studio) -> QWidget:
    return studio.show(MarkerDialog(studio.look, studio.library, studio.child("Bravo"), lambda: TODAY, studio.host()))


def enter_marker_taught(studio: Studio) -> QWidget:
    one = studio.child("Bravo").markers[0]
    case, host = studio.child("Bravo"), studio.host()
    dialog = studio.show(MarkerDialog(studio.look, studio.library, case, lambda: TODAY, host, one))
    dialog.value.measured.emit(studio.library.markers.marker(one.marker).units[-1])
    dialog.help.toggle("value")
    return dialog


def change_marker(studio: Studio) -> QWidget:
    one = studio.child("Bravo").markers[0]
    return studio.show(
        MarkerDialog(studio.look, studio.library, studio.child("Bravo"), lambda: TODAY, studio.host(), one)
    )


def choose_sites(studio: Studio) -> QWidget:
    offered = [Offer(site, studio.library.labels.word("metastases", site)) for site in SITES]
    ticked = frozenset({MetastaticSite.BONE, MetastaticSite.BONE_MARROW, MetastaticSite.REST_NOT_RECORDED})
    return studio.show(
        ChoicesDialog(studio.look, "Metastatic sites", offered, ticked, studio.host(), studio.child("Alpha"))
    )


def keys(studio: Studio) -> QWidget:
    window = studio.window()
    window.show_keys()
    return _in_front(studio, window)


def further_reading(studio: Studio) -> QWidget:
    return studio.show(ReadingDialog(studio.look, studio.library.labels, studio.library.reading, studio.host()))


def codes_of_stage(studio: Studio) -> QWidget:
    dialog = ReadingDialog(studio.look, studio.library.labels, studio.library.reading, studio.host())
    dialog.show_tab(CODES)
    return studio.show(dialog)


def about(studio: Studio) -> QWidget:
    window = studio.window()
    window.show_about()
    return _in_front(studio, window)


def rows_and_sources(studio: Studio) -> QWidget:
    window = studio.case_window("Alpha")
    window.case_actions.show_source()
    return _in_front(studio, window)


def why_unsettled(studio: Studio) -> QWidget:
    return _why(studio, "Alpha")


def why_settled(studio: Studio) -> QWidget:
    """A row that sources support unevenly, with its note."""
    return _why(studio, "Alpha", "cog-v1")


def why_two_tests(studio: Studio) -> QWidget:
    return _why(studio, "Charlie")


def why_sources_differ(studio: Studio) -> QWidget:
    return _why(studio, "Juliett")


def why_not_covered(studio: Studio) -> QWidget:
    return _why(studio, "Quebec")


def why_all_schemes(studio: Studio) -> QWidget:
    return _why(studio, "Charlie", "all")


def prognostic_factors(studio: Studio) -> QWidget:
    return _why(studio, "Alpha", "factors")


def _why(studio: Studio, given: str, scheme: str = "") -> QWidget:
    window = studio.case_window(given)
    window.case_actions.show_why()
    dialog = _in_front(studio, window)
    assert isinstance(dialog, WhyDialog)
    if scheme:
        dialog.show_scheme(scheme)
    return dialog


def options_for_a_child(studio: Studio) -> QWidget:
    return _options(studio, "Alpha", CHILD)


def options_when_it_came_back(studio: Studio) -> QWidget:
    return _options(studio, "Kilo", CHILD)


def _options(studio: Studio, given: str, tab: str) -> QWidget:
    window = studio.case_window(given)
    window.case_actions.show_options()
    dialog = _in_front(studio, window)
    assert isinstance(dialog, OptionsDialog)
    dialog.show_tab(tab)
    return dialog


def page_preview(studio: Studio) -> QWidget:
    return _preview(studio, "Bravo", studio.boards.full)


def page_preview_whole(studio: Studio) -> QWidget:
    dialog = _preview(studio, "Alpha", studio.boards.full)
    dialog.zooms["whole"].click()
    return dialog


def page_preview_with_notes(studio: Studio) -> QWidget:
    return _preview(studio, LONG, studio.boards.odd, "letter")


def page_preview_read_only(studio: Studio) -> QWidget:
    return _preview(studio, "Alpha", studio.boards.reading)


def page_preview_with_the_record(studio: Studio) -> QWidget:
    dialog = _preview(studio, "Alpha", studio.boards.full)
    dialog.inside.record.click()
    studio.settle()
    dialog.zooms["whole"].click()
    return dialog


def check_a_document(studio: Studio) -> QWidget:
    return studio.show(_checking(studio, studio.boards.full))


def check_a_document_genuine(studio: Studio) -> QWidget:
    dialog = _checking(studio, studio.boards.changing)
    board, case = studio.boards.changing, studio.child("Alpha", studio.boards.changing)
    page = page_of(board, studio.library, case, today=TODAY, paper="a4")
    with freeze_time(NOW):
        hand_out(board, studio.library, page, PRINTED, lambda: None)
    return _checked(studio, dialog, page.seal.code if page.seal else "")


def check_a_document_not_ours(studio: Studio) -> QWidget:
    return _checked(studio, _checking(studio, studio.boards.full), "0000-0000-0000-00")


def check_a_document_no_code(studio: Studio) -> QWidget:
    return _checked(studio, _checking(studio, studio.boards.full), "7K3M-9QXT")


def _checking(studio: Studio, board: Board) -> CheckDocumentDialog:
    stage = studio.stage
    return CheckDocumentDialog(studio.look, studio.desk(board), stage.tasks, stage.messages, studio.host())


def _checked(studio: Studio, dialog: CheckDocumentDialog, code: str) -> QWidget:
    dialog.code.setText(code)
    dialog.check_typed()
    return studio.show(dialog)


def _preview(studio: Studio, given: str, board: Board, paper: str = "a4") -> PrintDialog:
    stage, case, desk = studio.stage, studio.child(given, board), studio.desk(board)
    dialog = PrintDialog(studio.look, desk, stage.tasks, stage.messages, case, studio.host(), paper=paper)
    return studio.show(dialog)


def page_preview_deidentified(studio: Studio) -> QWidget:
    dialog = _preview(studio, "Alpha", studio.boards.full)
    dialog.what["deidentified"].click()
    studio.settle()
    return dialog


def deidentify(studio: Studio) -> QWidget:
    stage, board = studio.stage, studio.boards.full
    case, desk = studio.child("Alpha", board), studio.desk(board)
    dialog = DeidentifyDialog(studio.look, desk, stage.tasks, stage.messages, case, studio.host())
    studio.show(dialog)
    studio.settle()
    kept = next(row for row in dialog.rows if row.seen.hits)
    kept.deed.choose(Text.KEEP)
    dialog.do.click()
    studio.settle()
    return dialog


def _importing(studio: Studio, name: str) -> QWidget:
    stage, desk = studio.stage, studio.desk(studio.boards.full)
    dialog = ImportDialog(studio.look, desk, stage.tasks, stage.messages, LISTS / name, studio.host())
    return studio.show(dialog)


def _in_front(studio: Studio, window: MainWindow) -> QWidget:
    studio.settle()
    dialog = studio.stage.application.activeModalWidget()
    assert dialog is not None and dialog.parent() in {window, window.__dict__.get("page")}
    return dialog


SCENES = scenes(
    "dialog", new_case, new_case_refused, new_case_taught, import_good, import_with_bad_rows, import_refused,
    delete_without_reason, delete_with_reason, enter_marker, enter_marker_taught, change_marker,
    choose_sites, keys, about, further_reading, codes_of_stage,
    rows_and_sources, why_unsettled, why_settled, why_two_tests, why_sources_differ, why_not_covered, why_all_schemes,
    prognostic_factors, options_for_a_child, options_when_it_came_back,
    page_preview, page_preview_whole, page_preview_with_notes, page_preview_read_only,
    page_preview_deidentified, deidentify,
    page_preview_with_the_record, check_a_document, check_a_document_genuine, check_a_document_not_ours,
    check_a_document_no_code,
)  # fmt: skip

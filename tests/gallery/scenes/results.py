"""Several results of one fact: which counts and why, a further one, marking one, and the row that leads there."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.results import MycnResult, Provenance, Result
from desktop.clinical.vocabulary import Mycn, Silence
from desktop.services.fact_results_told import counting_without, results_of
from desktop.ui.dialogs.fact_results import FactResultsDialog
from desktop.ui.dialogs.further_result import FurtherResultDialog
from desktop.ui.dialogs.mark_result import MarkResultDialog, RemoveResultDialog
from desktop.ui.sections import BIOLOGY
from tests.builders import key
from tests.gallery.moment import TODAY
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio

_CHILD = "Juliett"
_REASON = "The marrow sample had too few tumour cells; the laboratory goes by the biopsy."


def _result(name: str, value: Mycn, day: str, **origin: str) -> MycnResult:
    provenance = Provenance(performed_on=PartialDate.parse(day), method="FISH", **origin)  # type: ignore[arg-type]
    return MycnResult(id=key(f"gallery/mycn/{name}"), mycn=known(value), provenance=provenance)


def _several(studio: Studio) -> Case:
    """Two specimens that say different things, and a third that is on its way."""
    asked = silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Reference Lab")
    ones = (
        _result("first", Mycn.NOT_AMPLIFIED, "2026-10-01", laboratory="Demo Lab", specimen="adrenal biopsy"),
        _result(
            "second", Mycn.AMPLIFIED, "2026-11-05", laboratory="Demo Reference Lab", specimen="marrow, left",
            report_reference="R-2026-0417",
        ),
        MycnResult(id=key("gallery/mycn/third"), mycn=asked),
    )  # fmt: skip
    return replace(studio.child(_CHILD, studio.boards.changing), mycn=ones, plans=())


def _marked(case: Case) -> Case:
    return replace(case, mycn=(replace(case.mycn[0], chosen_because=_REASON), *case.mycn[1:]))


def _dialog(studio: Studio, case: Case, fact: str = "mycn", *, read_only: bool = False, marked_by: str = "") -> QWidget:
    dialog = FactResultsDialog(
        studio.look, studio.library, case, FIELDS[fact], studio.host(), read_only=read_only,
        marked_by=lambda _case: marked_by,
    )  # fmt: skip
    return studio.show(dialog)


def contradicting(studio: Studio) -> QWidget:
    return _dialog(studio, _several(studio))


def marked(studio: Studio) -> QWidget:
    return _dialog(studio, _marked(_several(studio)), marked_by="Zztest Clinician, 20 Nov 2026")


def none_yet(studio: Studio) -> QWidget:
    return _dialog(studio, replace(_several(studio), alk=()), "alk")


def read_only(studio: Studio) -> QWidget:
    return _dialog(studio, _several(studio), read_only=True)


def further(studio: Studio) -> QWidget:
    dialog = _further(studio, "mycn")
    QTest.keyClicks(dialog.values["mycn"].focusProxy(), "ampl")
    return dialog


def further_of_pathology(studio: Studio) -> QWidget:
    """A report of several facts, of which nothing was typed."""
    dialog = _further(studio, "mki")
    dialog.do.click()
    return dialog


def correct(studio: Studio) -> QWidget:
    case = _several(studio)
    return _further(studio, "mycn", case.mycn[1])


def further_taught(studio: Studio) -> QWidget:
    dialog = _further(studio, "mycn")
    dialog.origins["specimen"].setFocus()
    dialog.help.toggle_here()
    return dialog


def _further(studio: Studio, fact: str, before: Result | None = None) -> FurtherResultDialog:
    return studio.show(
        FurtherResultDialog(
            studio.look, studio.library, _several(studio), FIELDS[fact], lambda: TODAY, studio.host(), before
        )
    )


def mark(studio: Studio) -> QWidget:
    case = _several(studio)
    line = results_of(studio.library, case, FIELDS["mycn"]).lines[-1]
    dialog = MarkResultDialog(studio.look, case, "MYCN", line, studio.host())
    dialog.reason.setText("The biopsy had more tumour cells")
    return studio.show(dialog)


def take_away(studio: Studio) -> QWidget:
    case, field = _several(studio), FIELDS["mycn"]
    line = next(one for one in results_of(studio.library, case, field).lines if one.result is case.mycn[1])
    then = counting_without(studio.library, case, field, line.result)
    return studio.show(RemoveResultDialog(studio.look, case, "MYCN", line, then, studio.host()))


def row(studio: Studio) -> QWidget:
    """The form of a child with several results: how many there are stands beside what is said of them.

    Only shown and never stored: other scenes have the same child with what the demonstration says of it.
    """
    board = studio.boards.changing
    window = studio.case_window(_CHILD, BIOLOGY, board)
    window.page.show_case(replace(_several(studio), plans=studio.child(_CHILD, board).plans))
    shown = window.page.form(BIOLOGY).rows["mycn"]
    window.page.forms.area(BIOLOGY).bring(shown.value, shown.several)
    return window


SCENES = scenes(
    "results", contradicting, marked, none_yet, read_only, further, further_of_pathology, further_taught, correct, mark,
    take_away, row,
)  # fmt: skip

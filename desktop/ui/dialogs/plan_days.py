"""Whole days in the dialogs about a plan: as typed so far, and as they are to be stored."""

from __future__ import annotations

from datetime import date

from desktop.clinical.errors import UserError
from desktop.ui.dialogs.frame import Frame
from desktop.ui.forms.date_entry import read_date
from desktop.ui.forms.plain_edit import DateEdit

STILL_TO_COME = "That day is still to come; only what took place is recorded here."


def day_in(editor: DateEdit, today: date) -> date | None:
    """The whole day that is typed so far, or None."""
    try:
        return read_date(editor.text(), today).full
    except UserError:
        return None


def whole_day(editor: DateEdit, dialog: Frame) -> date | None:
    """The full day in an editor; otherwise the dialog says that one is needed."""
    editor.commit()
    if editor.isModified():
        editor.setFocus()
        return None
    day = editor.date.full if editor.date else None
    if day is None:
        dialog.say_wrong("A whole day is needed here, for example 3 Apr 2026.")
        editor.setFocus()
    return day


def past_day(editor: DateEdit, dialog: Frame, today: date) -> date | None:
    """The full day in an editor that is not still to come; otherwise the dialog says so."""
    day = whole_day(editor, dialog)
    if day is not None and day > today:
        dialog.say_wrong(STILL_TO_COME)
        editor.setFocus()
        return None
    return day

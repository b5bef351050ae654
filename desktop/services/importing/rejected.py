"""The rows that did not go in, as a list to take along: the file's owner mends them and imports it again."""

from __future__ import annotations

import csv
import io

from desktop.services.importing.outcome import ImportReport
from desktop.services.spreadsheet_safety import plain_cell


def rejected_csv(report: ImportReport) -> bytes:
    """The rejected rows as a spreadsheet, every cell quoted and none of them a formula."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(["row", "column", "value", "reason"])
    for one in report.rejected:
        writer.writerow([one.row, *(plain_cell(cell) for cell in (one.column, one.value, one.reason))])
    return text.getvalue().encode("utf-8-sig")

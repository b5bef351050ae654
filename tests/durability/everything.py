"""A day's work on a board with planted names, window and all, in a process that is watched from outside."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from builders import COORDINATOR, PASSPHRASE, small_case


def main() -> None:
    """Work on the board in the first folder; what is asked for goes into the second, the user's own is the third."""
    board_folder, asked, home = (Path(word) for word in sys.argv[1:4])
    # loaded once the folders are known to the surroundings
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from db.audit_search import AuditQuery
    from desktop.app import build_library
    from desktop.clinical.answers import known
    from desktop.services.backups import make_backup
    from desktop.services.boards import open_board
    from desktop.services.cases import new_case, save_case
    from desktop.services.files import write_whole
    from desktop.services.history import export_trail
    from desktop.services.importing import import_file
    from desktop.services.importing.template import template_workbook
    from desktop.services.logs import logging_to
    from desktop.services.people import renew_key
    from desktop.services.printing import SAVED, hand_out, page_of
    from desktop.services.restoring import restore_board
    from desktop.services.salvaging import salvage_board
    from desktop.ui.start import run_window

    application = QApplication(sys.argv[:1])
    library, names = build_library(), sys.argv[4:]
    board = open_board(board_folder, passphrase=PASSPHRASE)
    before = small_case(1)
    before = replace(
        before, family_name=names[0], given_name=names[1], question=known(f"Operate before {names[2]}?"),
        identifiers=(replace(before.identifiers[0], value=names[3]),),
    )  # fmt: skip
    first = new_case(board, library, before)
    case = save_case(board, library, first, replace(first, given_name=f"{names[1]} II"), "Change of name")
    write_whole(
        asked / "empty.xlsx", template_workbook(next(one for one in library.profiles if one.id == "crestboard"))
    )
    (asked / "list.csv").write_text(f"Hospital number,Family name\nQQ-1,{names[0]}\n", encoding="utf-8")
    import_file(board, library, asked / "list.csv")
    import_file(board, library, asked / "empty.xlsx")
    page = page_of(board, library, case, today=date(2026, 11, 26), paper="a4")
    hand_out(board, library, page, SAVED, lambda: write_whole(asked / "page.pdf", page.pdf))
    export_trail(board, AuditQuery(), asked / "trail.csv")
    backup = make_backup(board)
    renew_key(board)
    board.close()
    salvage_board(board_folder, asked / "salvaged", library, passphrase=PASSPHRASE).board.close()
    board = restore_board(board_folder, backup.path, passphrase=PASSPHRASE, user=COORDINATOR)

    def look() -> None:
        window = next(one for one in QApplication.topLevelWidgets() if hasattr(one, "open_case"))
        window.open_case(case.id)
        window.case_actions.print_page()
        window.show_settings()
        QTimer.singleShot(500, leave)

    def leave() -> None:
        dialog = application.activeModalWidget()
        if dialog is not None:
            dialog.close()
        application.quit()

    QTimer.singleShot(500, look)
    with logging_to(home / "log"):
        run_window(library=library, home=home, board=board)
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()

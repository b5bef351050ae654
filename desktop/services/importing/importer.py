"""A spreadsheet into the board: read, decide about every row, store all of it in one transaction or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clinical.rights import Right, require
from desktop.services.collecting import nothing_collected
from desktop.services.importing.deciding import Decision, Known, Setting, decide, named
from desktop.services.importing.outcome import ImportReport, Remark
from desktop.services.importing.profiles import Profile, choose
from desktop.services.importing.reading import read_bytes, read_content
from desktop.services.importing.rows import Reading, Row, read_rows
from desktop.services.importing.sheets import Sheet, UnreadableFileError, fold
from desktop.services.undoing import put_there_by_undone_import

if TYPE_CHECKING:  # the library holds the profiles of this package, so it cannot be imported to run
    from db.work import Work
    from desktop.services.boards import Board
    from desktop.services.library import Library

Progress = Callable[[int, int], None]
"""Called with the steps done and all steps: each row is read, decided about and (unless nothing is written) stored."""

PART = 500
"""So many children are stored between two steps of progress, at which an import can be stopped."""


@nothing_collected()
def import_file(
    board: Board,
    library: Library,
    path: Path,
    *,
    profile: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    today: date | None = None,
    shown: str = "",
) -> ImportReport:
    """Import a CSV or XLSX file of children by a column profile, chosen from the headings if none is named.

    A faulty row is rejected with its reason and the others go in; a child on the board is found by its identifier and
    updated with what is new. A backup is made before anything is written. ``dry_run`` only says what would happen.
    ``today`` is the day that no date may be after (the present day by default). Where ``progress`` raises, nothing was
    written. ``shown`` is the digest of a dry run that a person has looked at: the file is taken only if it still is,
    byte for byte, what they saw.
    Raises UserError, with nothing changed, for a file that cannot be read.
    """
    if not dry_run:  # a large file is not read in vain
        require(board.person, Right.IMPORT)
    content = read_content(path)
    digest = sha256(content).hexdigest()
    if shown and digest != shown:
        raise UnreadableFileError(
            f"The file {path.name} was changed after it was shown; nothing was imported, read it again and look."
        )
    sheet, chosen = choose(read_bytes(content, path.name), library.profiles, path.name, profile)
    # it opens boards, and the library that they need holds the profiles of this package
    from desktop.services.backups import BEFORE_IMPORT, kept_before

    steps = _Steps(progress, len(sheet.rows), written=not dry_run)
    reading = read_rows(sheet, chosen, steps.at(0))
    setting = Setting(
        profile=chosen,
        templates={name: template.version for name, template in library.templates.items()},
        today=today or datetime.now().astimezone().date(),
        demonstration=board.demonstration,
    )
    if dry_run:
        with board.database.read() as work:
            decision = decide(reading.rows, _known(work, reading.rows), setting, steps.at(1))
            steps.end()
    else:
        with board.work(Right.IMPORT) as work:
            signed = replace(setting, entered_by=work.person_name, entered_at=_now())
            decision = decide(reading.rows, _known(work, reading.rows), signed, steps.at(1))
            with kept_before(board, BEFORE_IMPORT, work) if decision.pairs else nullcontext():
                _store(work, library, decision, chosen, steps.at(2))
                # the last chance to stop: after this it is written
                steps.end()
    return _report(sheet, reading, decision, setting, digest, dry_run=dry_run)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _known(work: Work, rows: Sequence[Row]) -> Known:
    names = work.cases.identifiers()
    cases = work.cases.load_many(named(rows, names))
    in_bin = [case.id for case in cases.values() if case.deleted is not None]
    return Known(names, cases, put_there_by_undone_import(work.audit, in_bin))


class _Steps:
    """Counts the steps of all stages together, so that progress does not stand still while it is stored."""

    def __init__(self, progress: Progress | None, rows: int, *, written: bool) -> None:
        self._progress, self._rows = progress, rows
        self._all = rows * (3 if written else 2)

    def at(self, stage: int) -> Callable[[int], None]:
        """What one stage calls with the rows it has done."""
        return lambda done: self._tell(stage * self._rows + done)

    def end(self) -> None:
        """Everything is done, also where fewer rows were stored than read."""
        self._tell(self._all)

    def _tell(self, done: int) -> None:
        if self._progress is not None:
            self._progress(done, self._all)


def _store(work: Work, library: Library, decision: Decision, profile: Profile, step: Callable[[int], None]) -> None:
    """Write what is new. Where nothing is, nothing is written: no version grows and the audit says nothing."""
    from desktop.services.cases import store  # it imports the library

    if not decision.pairs:
        return
    for done in range(0, len(decision.pairs), PART):
        step(done)
        store(work, library, decision.pairs[done : done + PART], f"Import: {profile.origin}")
    counts = {
        "created": decision.created,
        "updated": decision.updated,
        "restored": decision.restored,
        "rejected": len(decision.rejected),
    }
    work.audit.add("Import", "import", changes={name: [None, count] for name, count in counts.items()})


def _report(
    sheet: Sheet, reading: Reading, decision: Decision, setting: Setting, digest: str, *, dry_run: bool
) -> ImportReport:
    return ImportReport(
        rows=len(sheet.rows),
        created=decision.created,
        updated=decision.updated,
        restored=decision.restored,
        unchanged=decision.unchanged,
        rejected=tuple(decision.rejected),
        ignored_columns=reading.ignored,
        warnings=(*_about_file(sheet, reading, setting), *decision.warnings),
        profile=setting.profile.id,
        sheet=sheet.name,
        dry_run=dry_run,
        lines=tuple(decision.lines),
        digest=digest,
    )


def _about_file(sheet: Sheet, reading: Reading, setting: Setting) -> list[Remark]:
    """What concerns the file as a whole."""
    notes = list(sheet.notes)
    reasons: dict[str, list[str]] = {}
    for heading in reading.ignored:
        if reason := setting.profile.not_imported.get(fold(heading)):
            reasons.setdefault(reason, []).append(heading)
    notes += [f"Not imported, because of {reason}: {', '.join(headings)}." for reason, headings in reasons.items()]
    if setting.demonstration and sheet.rows:
        notes.append(
            "This is a demonstration board: it opens without a passphrase and says that its children do not exist; "
            "real children belong on a board of their own."
        )
    return [Remark(0, "", "", note) for note in notes]

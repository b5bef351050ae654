"""Locking one window: everything goes out of sight at once, then work under way ends, then the key is dropped."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.services.boards import Board
from desktop.ui.tasks import Tasks
from desktop.ui.words import clock_words

if TYPE_CHECKING:  # what the lock is made of is loaded when it is first wanted
    from desktop.services.locking import Unlocked
    from desktop.ui.locking.behind import Behind
    from desktop.ui.locking.page import Attempt
    from desktop.ui.locking.screen import LockScreen
    from desktop.ui.locking.words import Kept
    from desktop.ui.main_window import MainWindow

_RECOVERED = "The recovery key unlocked the board; if the passphrase was forgotten, set a new one in the settings."
_BROKEN_OFF = "The board was locked while a file or a printer was being chosen; nothing was done, choose it again."


class WindowLock(QObject):
    """``fell``: the window shows nothing of the board; ``rose``: it is back, for whoever unlocked it."""

    fell = Signal()
    rose = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._own = Tasks(window.messages.report, self)
        self._behind: Behind | None = None
        self._why, self._again = "", ""
        self._awaited = self._dropped = self._trying = False
        window.tasks.quiet.connect(self._drop)
        self.screen: LockScreen | None = None
        self._brought: Board | None = None
        """A board that a restore opened behind the lock: it is locked as well, and is the one to be unlocked."""
        self._risen: Board | None = None
        self.coming: Board | None = None
        """Whose board it will be in a moment, while what the person before had begun is delivered."""

    @property
    def locked(self) -> bool:
        """Whether nothing of the board may be seen."""
        return self._behind is not None

    @property
    def is_settled(self) -> bool:
        """Whether the key is gone."""
        return self.locked and self._dropped

    @property
    def kept(self) -> Kept:
        """What was typed and is on no board."""
        from desktop.ui.locking.words import Kept

        return self._behind.kept() if self._behind is not None else Kept()

    def lock(self, why: str) -> None:
        """Hide everything, take over what is being typed, and drop the key once nothing needs it any more."""
        if self.locked:
            # asked for while a passphrase is being tried: what it opens is not left open
            self._again = why if self._trying else ""
            return
        from desktop.ui.locking.behind import Behind

        window = self._window
        self._why, self._dropped = why, False
        self._behind = Behind(window)
        self._behind.cover()
        window.next_paint.now()
        window.tasks.hold()
        self.screen = self._make_screen()
        self._behind.put_away(self.screen)
        self.screen.page.focus_first()
        self.fell.emit()
        self.screen.page.set_ready(False)
        self._awaited = True
        if window.tasks.is_quiet:
            self._drop()

    def as_unlocked(self, board: Board) -> Board:
        """A board that work behind the lock had opened, as whoever unlocked it has it."""
        risen = self._risen
        return risen if risen is not None and risen.database is board.database else board

    def leave(self) -> None:
        """The window closes: wait for what the lock itself is doing, before the board is closed."""
        self._own.wait()
        if self._brought is not None:
            self._brought.close()
        if self.locked:
            self._window.tasks.let_go()

    def put_off_rebuild(self) -> bool:
        """Whether the window is locked, and takes up another size of text when it is unlocked."""
        if self._behind is None:
            return False
        self._behind.rebuild_wanted = True
        return True

    # the key goes

    def _drop(self) -> None:
        from desktop.services.locking import lock

        if not self._awaited:
            return
        self._awaited = False
        here = self._window.desk.board
        self._brought = _brought(self._window.tasks.results(), here)
        self._own.start(partial(lock, self._brought or here, self._why), self._gone, self._gone_unsaid)

    def _gone(self, _done: object) -> None:
        # what still refers to the key is thrown away now, and not at some time
        gc.collect()
        self._dropped = True
        if self._brought is not None and self._behind is not None:
            # it may have other people
            self.screen = self._make_screen()
            self._behind.show_screen(self.screen)
            self.screen.page.focus_first()
        if self.screen is not None:
            self.screen.page.set_ready(True)

    def _gone_unsaid(self, error: BaseException) -> None:
        """The key is gone, but that could not be written down: said when the board is unlocked."""
        self._window.messages.report(error)
        self._gone(None)

    # and comes back

    @property
    def _board(self) -> Board:
        """The board that is to be unlocked."""
        return self._brought or self._window.desk.board

    def _try(self, attempt: Attempt) -> None:
        from desktop.services.locking import unlock

        board = self._board
        user = None if attempt.user == board.person.name else attempt.user
        self._trying, self._again = True, ""
        self._own.start(
            lambda: unlock(board, passphrase=attempt.passphrase, recovery_key=attempt.recovery_key, user=user),
            self._unlocked,
            self._refused,
        )

    def _refused(self, error: BaseException) -> None:
        from desktop.clinical.errors import UserError

        if not isinstance(error, UserError):
            self._window.messages.report(error)
        self._trying = False
        told = str(error) if isinstance(error, UserError) else "Something unexpected went wrong; the board is locked."
        if self.screen is not None:
            self.screen.page.say_wrong(told)

    def _unlocked(self, result: Unlocked) -> None:
        self._trying = False
        before = self._window.desk.board.person
        if self._again:
            self._lock_again(result, self._again)
        elif result.board.person.id == before.id or not self.kept:
            self._rise(result)
        elif self.screen is not None:
            from desktop.services.locking import OTHER_PERSON
            from desktop.ui.locking.words import other_words

            page = self.screen.ask_other(*other_words(before.name, self.kept))
            page.back.connect(lambda: self._lock_again(result, OTHER_PERSON))
            page.throw_away.connect(lambda: self._rise(result))

    def _lock_again(self, result: Unlocked, why: str) -> None:
        """The other person leaves the first one's text to them, or whoever unlocked it went away at once."""
        from desktop.services.locking import lock

        if self._behind is None:
            return
        self._why, self._dropped = why, False
        self._own.start(partial(lock, result.board, why), self._gone, self._gone_unsaid)
        self.screen = self._make_screen()
        self._behind.show_screen(self.screen)
        self.screen.page.set_ready(False)
        self.screen.page.focus_first()

    def _rise(self, result: Unlocked) -> None:
        if self._behind is None:
            return
        window, behind, before = self._window, self._behind, self._window.desk.board
        same = result.board.person.id == before.person.id
        if not same:
            behind.throw_away()
        self._behind, self.screen, self._brought, self._risen = None, None, None, result.board
        behind.bring_back()
        if not same:
            # what the first person's work came to is not to come back to the second
            self.coming = result.board
            try:
                window.tasks.deliver()
            finally:
                self.coming = None
            window.saved_at = ""
        try:
            self._go_on(result, behind)
        except Exception as error:  # whatever cannot be shown, work goes on and the window still locks by itself
            window.messages.report(error)
        finally:
            window.tasks.go_on()
            self.rose.emit()

    def _go_on(self, result: Unlocked, behind: Behind) -> None:
        """The window shows the board of whoever unlocked it."""
        window = self._window
        if result.board is not window.desk.board:
            window.use_board(result.board)
        elif behind.rebuild_wanted:
            window.rebuild()
        window.enable_actions()
        behind.bring_back_dialogs()
        self._tell(result, broken_off=behind.broken_off)

    def _tell(self, result: Unlocked, *, broken_off: bool) -> None:
        for sentence in result.notices:
            self._window.notices.caution(sentence)
        if broken_off:
            self._window.notices.caution(_BROKEN_OFF)
        if result.recovered:
            self._window.notices.caution(_RECOVERED)

    def _make_screen(self) -> LockScreen:
        from desktop.services.locking import tries, who_can_unlock
        from desktop.ui.locking.guard import lock_minutes
        from desktop.ui.locking.page import LockPage
        from desktop.ui.locking.screen import LockScreen
        from desktop.ui.locking.words import kept_in, kept_words, locked_words

        window, board = self._window, self._board
        minutes = lock_minutes(window.desk.preferences, demonstration=board.demonstration)
        told = locked_words(clock_words(window.desk.now()), self._why, minutes, window.saved_at)
        people = who_can_unlock(board)
        page = LockPage(
            window.look, told, people, board.name, kept_in(board),
            None if board.demonstration else partial(tries, board),
            kept=kept_words(self.kept, board.person.name if len(people) > 1 else ""),
        )  # fmt: skip
        page.tried.connect(self._try)
        screen = LockScreen(window.look, page)
        screen.help_wanted.connect(window.show_keys)
        return screen


def _brought(results: Iterable[object], here: Board) -> Board | None:
    """A board with a key of its own among what work behind the lock came to: of a restore, or of one that failed."""
    boards = (getattr(one, "board", None) for one in results)
    return next((one for one in boards if isinstance(one, Board) and one.database is not here.database), None)

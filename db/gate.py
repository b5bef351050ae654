"""Who is in a transaction of an open board. Locking shuts the gate: whoever is inside finishes, nobody else begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Condition, get_ident


class Gate:
    """Open at first. A thread that is inside may go in again, so that nothing breaks off half way."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._inside: Counter[int] = Counter()
        self._shut = False

    @property
    def is_shut(self) -> bool:
        """Whether nobody may begin."""
        return self._shut

    @contextmanager
    def inside(self, refusal: Callable[[], Exception]) -> Generator[None]:
        """One transaction from beginning to end. Raises ``refusal`` where the gate is shut."""
        me = get_ident()
        with self._changed:
            if self._shut and not self._inside[me]:
                raise refusal()
            self._inside[me] += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside[me] -= 1
                self._changed.notify_all()

    def shut(self) -> None:
        """Let nobody begin, and wait until those inside have finished. Not to be called by one of them."""
        with self._changed:
            self._shut = True
            self._changed.wait_for(lambda: not +self._inside)

    def open(self) -> None:
        """Let everybody begin again."""
        with self._changed:
            self._shut = False

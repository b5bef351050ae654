"""Work beside the window: while any is under way, nothing of a window is thrown away in another thread."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partial
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from pytestqt.qtbot import QtBot

from desktop.ui.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    raised: list[BaseException] = []
    # a window of an earlier test that goes only now ends its own holding back
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    made = Tasks(raised.append)
    yield made
    assert made.wait()
    assert raised == []


def test_nothing_is_looked_through_in_another_thread(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[bool] = []
    assert gc.isenabled()
    for _ in range(3):
        tasks.start(gc.isenabled, seen.append)
    assert not gc.isenabled()
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == [False] * 3
    assert tasks.is_quiet
    assert gc.isenabled(), "as soon as no work is under way"


def test_work_that_fails_does_not_keep_it_from_being_looked_through(qtbot: QtBot, tasks: Tasks) -> None:
    failed: list[BaseException] = []

    def fail() -> None:
        raise ValueError

    tasks.start(fail, lambda _found: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert gc.isenabled()


def test_work_in_turn_goes_one_after_the_other(qtbot: QtBot, tasks: Tasks) -> None:
    seen, threads = list[int](), set[int]()

    def work(number: int) -> int:
        threads.add(get_ident())
        return number

    for number in range(50):
        tasks.start(partial(work, number), seen.append, in_turn=True)
    assert tasks.wait()
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))
    assert len(threads) == 1


def test_work_is_waited_for_whatever_became_of_work_in_turn(qtbot: QtBot, tasks: Tasks) -> None:
    seen, stuck, begun = list[str](), Event(), Event()

    def work() -> str:
        begun.wait()
        return "work"

    tasks.start(stuck.wait, lambda _done: seen.append("in turn"), in_turn=True)
    tasks.start(work, seen.append)
    asked = list[tuple[str, int]]()
    for name in ("_pool", "_in_turn"):
        pool = getattr(tasks, name)
        setattr(tasks, name, Waited(name, pool, asked))
    begun.set()
    assert not tasks.wait(50), "what is in turn has not ended"
    assert sorted(asked) == [("_in_turn", 50), ("_pool", 50)]
    stuck.set()
    assert tasks.wait()
    qtbot.waitUntil(lambda: sorted(seen) == ["in turn", "work"])


class Waited:
    """A pool that tells how it was waited for."""

    def __init__(self, name: str, pool: QThreadPool, asked: list[tuple[str, int]]) -> None:
        self._name, self._pool, self._asked = name, pool, asked

    def waitForDone(self, milliseconds: int) -> bool:  # noqa: N802 - as Qt calls it
        self._asked.append((self._name, milliseconds))
        return self._pool.waitForDone(milliseconds)

"""The board locks by itself: nobody is there, the computer is locked or sleeps; and the clipboard is cleared."""

from __future__ import annotations

import ctypes
import gc
import shutil
import subprocess
import sys
from collections.abc import Iterator
from ctypes import wintypes
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from locking_helpers import page_of, unlock_now
from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.desk import Desk
from desktop.ui.locking.clipboard import Copied
from desktop.ui.locking.guard import Guard, lock_minutes
from desktop.ui.locking.idle import Idle
from desktop.ui.locking.system import SystemWatch
from desktop.ui.locking.windows import LOCK, POWER, SESSION, SUSPEND, Filter
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.settings.page import LOCK as LOCK_PART
from desktop.ui.preferences import NEVER, Preferences
from desktop.ui.start import Stage, watch_over

RESUMED, UNLOCKED = 0x0007, 0x8


class Clocks:
    """The clock on the wall and the steady one, moved by the test."""

    def __init__(self) -> None:
        self.wall, self.steady = datetime(2026, 11, 23, 10, 42, tzinfo=UTC), 1000.0

    def passes(self, wall: timedelta, steady: timedelta | None = None) -> None:
        self.wall += wall
        self.steady += (wall if steady is None else steady).total_seconds()


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def idle(qtbot: QtBot, clocks: Clocks) -> Iterator[Idle]:
    parent = QObject()
    made = Idle(lambda: timedelta(minutes=10), lambda: clocks.wall, parent, steady=lambda: clocks.steady)
    made.start()
    yield made
    made.stop()


def shown_field(qtbot: QtBot) -> QLineEdit:
    """In a window of its own, with the keyboard in it; keys are pressed as the system tells of them."""
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    return field


MINUTES_9, MINUTES_10 = timedelta(minutes=9), timedelta(minutes=10)


def test_every_touch_counts_and_only_time_without_one_locks(qtbot: QtBot, idle: Idle, clocks: Clocks) -> None:
    field = shown_field(qtbot)
    told: list[None] = []
    idle.passed.connect(lambda: told.append(None))
    clocks.passes(MINUTES_9)
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    clocks.passes(MINUTES_9)
    qtbot.mouseMove(field.window().windowHandle())
    QApplication.processEvents()
    clocks.passes(MINUTES_9)
    QTest.mouseClick(field.windowHandle(), Qt.MouseButton.LeftButton)
    clocks.passes(MINUTES_9)
    another = shown_field(qtbot)
    QTest.keyClick(another.windowHandle(), Qt.Key.Key_A)
    clocks.passes(MINUTES_9)
    assert not idle.look()
    assert told == []
    clocks.passes(timedelta(minutes=1))
    assert idle.look()
    assert told == [None]


def test_the_first_touch_after_sleep_locks_and_does_nothing_else(qtbot: QtBot, idle: Idle, clocks: Clocks) -> None:
    """The steady clock stood while the computer slept."""
    field = shown_field(qtbot)
    told: list[None] = []
    idle.passed.connect(lambda: told.append(None))
    clocks.passes(timedelta(hours=8), steady=timedelta(seconds=2))
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert told
    assert field.text() == ""


def test_a_clock_that_was_set_back_does_not_keep_it_open(idle: Idle, clocks: Clocks) -> None:
    clocks.passes(timedelta(hours=-5), steady=MINUTES_10)
    assert idle.look()


def test_never_is_for_demonstrations_only() -> None:
    never = Preferences(lock_after=NEVER)
    assert lock_minutes(never, demonstration=True) == NEVER
    assert lock_minutes(never, demonstration=False) == 10
    assert lock_minutes(Preferences(lock_after=30), demonstration=False) == 30


# the window


@pytest.fixture
def watch(stage: Stage) -> Iterator[SystemWatch]:
    made = SystemWatch(stage.application)
    yield made
    made.deleteLater()


@pytest.fixture
def guard(window: MainWindow, watch: SystemWatch) -> Iterator[Guard]:
    made = Guard(window, watch)
    yield made
    made.idle.stop()


def test_the_window_locks_when_nobody_is_there(qtbot: QtBot, window: MainWindow, guard: Guard) -> None:
    guard.idle.passed.emit()
    assert page_of(window).told.text() == "Locked at 10:42 after 10 minutes without use."
    qtbot.waitUntil(lambda: window.locking.is_settled)
    # nobody is waited for while it is locked, and again from when it is unlocked
    assert not guard.idle._timer.isActive()
    unlock_now(qtbot, window)
    assert guard.idle._timer.isActive()


def test_the_window_locks_with_the_computer_unless_that_is_not_wanted(
    qtbot: QtBot, window: MainWindow, guard: Guard, watch: SystemWatch, desk: Desk
) -> None:
    desk.remember(replace(desk.preferences, lock_with_system=False))
    watch.away.emit()
    assert not window.locking.locked
    desk.remember(replace(desk.preferences, lock_with_system=True))
    watch.away.emit()
    assert page_of(window).told.text() == "Locked at 10:42 together with the computer."
    watch.away.emit()
    qtbot.waitUntil(lambda: window.locking.is_settled)


def test_the_window_is_watched_over_as_long_as_it_lives(qtbot: QtBot, window: MainWindow, watch: SystemWatch) -> None:
    watch_over(window, watch)
    gc.collect()
    watch.away.emit()
    assert window.locking.locked
    qtbot.waitUntil(lambda: window.locking.is_settled)


def test_the_settings_say_when_and_keep_it(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.show_settings(LOCK_PART)
    part = window.settings.lock
    assert [one.text() for one in part.after.buttons] == [
        "1 minute", "5 minutes", "10 minutes", "30 minutes",
    ]  # fmt: skip
    part.after.buttons[1].click()
    part.with_system.buttons[1].click()
    assert (desk.preferences.lock_after, desk.preferences.lock_with_system) == (5, False)


# the systems


def test_suspended_by_the_system_is_away(qtbot: QtBot, watch: SystemWatch, stage: Stage) -> None:
    with qtbot.waitSignal(watch.away):
        stage.application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationSuspended)
    told: list[None] = []
    watch.away.connect(lambda: told.append(None))
    stage.application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert told == []


@pytest.mark.parametrize(
    ("message", "detail", "away"),
    [
        (POWER, SUSPEND, True), (POWER, RESUMED, False), (SESSION, LOCK, True), (SESSION, UNLOCKED, False),
        (0x0200, LOCK, False),
    ],
)  # fmt: skip
def test_the_messages_of_windows(watch: SystemWatch, message: int, detail: int, away: bool) -> None:
    told: list[None] = []
    watch.away.connect(lambda: told.append(None))
    given = wintypes.MSG()
    given.message, given.wParam = message, detail
    made = Filter(watch)
    for kind in (b"windows_generic_MSG", b"xcb_generic_event_t"):
        assert made.nativeEventFilter(QByteArray(kind), ctypes.addressof(given)) == (False, 0)
    assert len(told) == away


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a bus of its own."""
    daemon = shutil.which("dbus-daemon")
    if sys.platform != "linux" or daemon is None:
        pytest.skip("there is no dbus-daemon here")
    words = [daemon, "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as run:
        assert run.stdout is not None
        yield run.stdout.readline().strip()
        run.terminate()


def test_the_signals_of_linux(qtbot: QtBot, watch: SystemWatch, bus: str) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath

    from desktop.ui.locking.linux import LOGIN, Listener

    ours, theirs = (QDBusConnection.connectToBus(bus, f"lock test {one}") for one in ("ours", "theirs"))
    assert theirs.registerService(LOGIN)
    listener = Listener(watch)
    listener.listen_to(ours, ours)
    session = "/org/freedesktop/login1/session/_31"
    listener.take_session(ours, [QDBusObjectPath(session)])
    told: list[None] = []
    watch.away.connect(lambda: told.append(None))

    def send(path: str, interface: str, name: str, *given: object) -> None:
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(list(given))
        assert theirs.send(signal)

    manager = "/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep"
    send("/org/freedesktop/login1/session/_99", f"{LOGIN}.Session", "Lock")
    send(*manager, False)
    send(*manager, True)
    send("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True)
    send("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", False)
    send(session, f"{LOGIN}.Session", "Lock")
    qtbot.waitUntil(lambda: len(told) == 3)
    for name in ("ours", "theirs"):
        QDBusConnection.disconnectFromBus(f"lock test {name}")


def test_without_a_bus_nothing_is_said_and_nothing_fails(
    watch: SystemWatch, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, "unix:path=/nowhere/zztest")
    watch.listen()
    assert capfd.readouterr().err == ""


# the clipboard


class Owned:
    """Whether the clipboard is ours, as the system would say it; in memory Qt does not know."""

    def __init__(self) -> None:
        self.ours = False

    def __call__(self, mode: QClipboard.Mode) -> bool:
        return self.ours


@pytest.fixture
def owned() -> Iterator[Owned]:
    yield Owned()
    QGuiApplication.clipboard().clear()


def test_what_was_copied_from_here_is_cleared(qtbot: QtBot, owned: Owned) -> None:
    parent, clipboard = QObject(), QGuiApplication.clipboard()
    copied = Copied(parent, owned)
    owned.ours = True
    clipboard.setText("Zztest, Alpha")
    copied.clear()
    assert clipboard.text() == ""
    # a manager of clipboards took it over, with the same words
    clipboard.setText("Zztest, Alpha")
    owned.ours = False
    copied.clear()
    assert clipboard.text() == ""


def test_what_was_copied_elsewhere_stays(qtbot: QtBot, owned: Owned) -> None:
    parent, clipboard = QObject(), QGuiApplication.clipboard()
    copied = Copied(parent, owned)
    owned.ours = True
    clipboard.setText("Zztest, Alpha")
    owned.ours = False
    clipboard.setText("a shopping list")
    copied.clear()
    assert clipboard.text() == "a shopping list"


def test_locking_and_leaving_clear_it(qtbot: QtBot, window: MainWindow, guard: Guard, owned: Owned) -> None:
    clipboard = QGuiApplication.clipboard()
    guard.copied._owns = owned
    owned.ours = True
    clipboard.setText("Zztest, Alpha")
    window.lock()
    assert clipboard.text() == ""
    qtbot.waitUntil(lambda: window.locking.is_settled)
    unlock_now(qtbot, window)
    clipboard.setText("Zztest, Alpha")
    guard._leave()
    assert clipboard.text() == ""

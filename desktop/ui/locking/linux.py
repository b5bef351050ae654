"""On Linux: sleep and lock as logind tells them, the screen lock as the desktop does. Without a bus, nothing."""

from __future__ import annotations

import os

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusPendingCallWatcher

from desktop.ui.locking.system import SystemWatch

LOGIN = "org.freedesktop.login1"
_MANAGER, _SESSION = f"{LOGIN}.Manager", f"{LOGIN}.Session"
SAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
)
"""Where the desktops say that the screen was locked: the object's path, and the interface, which names the service."""


class Listener(QObject):
    """Takes the signals of the buses, each by the slot that its arguments ask for."""

    def __init__(self, watch: SystemWatch) -> None:
        super().__init__(watch)
        self._watch = watch
        self._asked: QDBusPendingCallWatcher | None = None

    def listen_to(self, system: QDBusConnection, session: QDBusConnection) -> None:
        """Subscribe on both buses; one that is not there is left out."""
        if system.isConnected():
            self._subscribe(system, LOGIN, "/org/freedesktop/login1", _MANAGER, "PrepareForSleep", "going_away(bool)")
            self._ask_session(system)
        if session.isConnected():
            for path, interface in SAVERS:
                self._subscribe(session, "", path, interface, "ActiveChanged", "going_away(bool)")

    def _subscribe(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str) -> None:
        # the types that come with Qt for Python ask for bytes, and it takes a text only
        bus.connect(service, path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]

    @Slot(bool)
    def going_away(self, away: bool) -> None:
        """Sleep begins, or the screen is locked; also told when it ends."""
        if away:
            self._watch.away.emit()

    @Slot()
    def locked(self) -> None:
        """The session of this person was locked."""
        self._watch.away.emit()

    def _ask_session(self, system: QDBusConnection) -> None:
        """Which session this is, so that nobody else's lock counts; the answer is not waited for."""
        call = QDBusMessage.createMethodCall(LOGIN, "/org/freedesktop/login1", _MANAGER, "GetSession")
        call.setArguments([os.environ.get("XDG_SESSION_ID") or "auto"])
        self._asked = QDBusPendingCallWatcher(system.asyncCall(call), self)
        self._asked.finished.connect(lambda done: self.take_session(system, done.reply().arguments()))

    def take_session(self, system: QDBusConnection, answer: list[object]) -> None:
        """Listen to this session's own lock."""
        path = answer[0] if answer else None
        if isinstance(path, QDBusObjectPath):
            self._subscribe(system, LOGIN, path.path(), _SESSION, "Lock", "locked()")


def listen(watch: SystemWatch) -> Listener:
    """Listen on the buses of this system and this person."""
    listener = Listener(watch)
    listener.listen_to(QDBusConnection.systemBus(), QDBusConnection.sessionBus())
    return listener

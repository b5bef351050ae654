"""Where a folder lies: on a network drive, where the log cannot be kept safe, or in one that is copied to a cloud."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from db.errors import PlaceError

NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone",
     "fuse.glusterfs", "ceph", "glusterfs", "lustre"}
)  # fmt: skip

_NAMES = {
    "onedrive": "OneDrive", "dropbox": "Dropbox", "google drive": "Google Drive", "googledrive": "Google Drive",
    "icloud drive": "iCloud Drive", "iclouddrive": "iCloud Drive", "com~apple~clouddocs": "iCloud Drive",
    "mobile documents": "iCloud Drive", "nextcloud": "Nextcloud", "owncloud": "ownCloud", "pclouddrive": "pCloud",
    "pcloud drive": "pCloud", "box sync": "Box", "megasync": "MEGA",
    "seafile": "Seafile", "syncthing": "Syncthing", "cloudstorage": "a cloud",
}  # fmt: skip
"""What programs that copy a folder to a cloud call the folder; some add the name of the account after it."""

_MARKS = {
    ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive", ".nextcloudsync.log": "Nextcloud", ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing", ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
}  # fmt: skip
"""What they leave in the folder that they copy."""

_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Where Windows says which folder it is."""


def refuse_network_drive(folder: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """Raise PlaceError for a folder on a network drive (Linux and Windows; elsewhere it cannot be told)."""
    if sys.platform == "win32":
        remote = _is_remote_windows(folder)
    else:
        remote = _file_system(folder.resolve(), mounts) in NETWORK
    if remote:
        raise PlaceError(f"The folder {folder} is on a network drive, where a board is not safe; use a local disk.")


def synced_by(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """What copies a folder to a cloud, by the names and marks of the folders around it; empty where nothing does."""
    whole = folder.absolute()
    for variable in _VARIABLES:
        root = environment.get(variable, "")
        if root and whole.is_relative_to(root):
            return "OneDrive"
    # what is copied is the folder around the board: its own name is its owner's choice
    for around in whole.parents:
        found = _by_name(around.name, around.parent.name) or _by_mark(around)
        if found:
            return found
    return ""


def _by_name(name: str, above: str) -> str:
    """``OneDrive - Hospital``, ``Dropbox (Personal)``, ``CloudStorage/Box-Box``: the folders of an account."""
    folded, alone = name.casefold(), above.casefold() != "cloudstorage"
    for start, what in _NAMES.items():
        ends = (f"{start} - ", f"{start} (") if alone else (f"{start}-",)
        if folded == start or folded.startswith(ends):
            return what
    return ""


def _by_mark(folder: Path) -> str:
    return next((what for mark, what in _MARKS.items() if os.path.lexists(folder / mark)), "")


def _file_system(folder: Path, mounts: Path) -> str:
    """The kind of file system of the innermost mount that holds the folder; empty where the system does not say."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    found, kind = Path("/"), ""
    for line in lines:
        words = line.split(" ")
        place = Path(words[1].replace("\\040", " ")) if len(words) > 2 else Path("/nowhere")
        if folder.is_relative_to(place) and place.is_relative_to(found):
            found, kind = place, words[2]
    return kind


if sys.platform == "win32":

    def _is_remote_windows(folder: Path) -> bool:
        import ctypes

        drive_remote = 4
        root = Path(folder.absolute().anchor)
        return str(root).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(str(root)) == drive_remote

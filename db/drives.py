"""Whether a folder lies on a network drive, where the write-ahead log cannot be kept safe."""

from __future__ import annotations

import sys
from pathlib import Path

from db.errors import StorageError

NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone",
     "fuse.glusterfs", "ceph", "glusterfs", "lustre"}
)  # fmt: skip


def refuse_network_drive(folder: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """Raise StorageError for a folder on a network drive (Linux and Windows; elsewhere it cannot be told)."""
    if sys.platform == "win32":
        remote = _is_remote_windows(folder)
    else:
        remote = _file_system(folder.resolve(), mounts) in NETWORK
    if remote:
        raise StorageError(f"The folder {folder} is on a network drive, where a board is not safe; use a local disk.")


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

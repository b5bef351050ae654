"""Taking all pictures, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import qInstallMessageHandler

from desktop.app import build_library
from desktop.ui.start import build_stage
from tests.gallery.catalogue import SCENES
from tests.gallery.pages import page_pictures
from tests.gallery.sheets import write_sheets
from tests.gallery.studio import Studio, make_boards

VARIANTS = tuple((appearance, scale) for scale in (1.0, 2.0) for appearance in ("light", "dark"))
"""Appearance and size of text."""


def render(out: Path, patterns: Sequence[str], *, sheets: bool, only_names: bool = False) -> list[str]:
    """Render what fits one of ``patterns`` (all if there are none) into ``out``; gives the names of the pictures."""
    wanted = _wanted(patterns)
    views = [
        (f"{scene.name}-{appearance}-{round(scale * 100)}", scene, appearance, scale)
        for appearance, scale in VARIANTS
        for scene in SCENES
    ]
    views = [view for view in views if wanted(view[0])]
    if only_names:
        return [view[0] for view in views]
    qInstallMessageHandler(_without_noise)
    out.mkdir(parents=True, exist_ok=True)
    names = []
    with TemporaryDirectory() as place:
        library = build_library()
        boards = make_boards(Path(place), library)
        studio = Studio(build_stage("light"), library, boards)
        for name, scene, appearance, scale in views:
            with studio.dressed(appearance, scale):
                studio.picture(scene.make).save(str(out / f"{name}.png"))
            names.append(name)
        for name, picture in page_pictures(studio, wanted):
            picture.save(out / f"{name}.png")
            names.append(name)
        boards.close()
    if sheets:
        write_sheets(out, names)
    return names


def _without_noise(_kind: object, _context: object, message: str) -> None:
    """Memory has no window manager to tell sizes to; everything else that Qt says matters."""
    if "propagateSizeHints" not in message:
        sys.stderr.write(f"{message}\n")


def _wanted(patterns: Sequence[str]) -> Callable[[str], bool]:
    fitting = [one if any(sign in one for sign in "*?[") else f"*{one}*" for one in patterns] or ["*"]
    return lambda name: any(fnmatchcase(name, one) for one in fitting)

"""Where the typefaces of the printed page are: an installed package carries them, the tree holds no copies."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

_FILES = {"regular": "Regular", "semibold": "Semibold", "bold": "Bold", "italic": "It"}


def find_fonts() -> Mapping[str, Path]:
    """The four cuts of Source Sans Pro (static TTF, OFL 1.1) by name: regular, semibold, bold, italic.

    Raises FileNotFoundError naming the file that is not there.
    """
    folder = Path(str(files("font_source_sans_pro"))) / "files"
    found = {cut: folder / f"SourceSansPro-{name}.ttf" for cut, name in _FILES.items()}
    for path in found.values():
        if not path.is_file():
            raise FileNotFoundError(path)
    return found

"""The look of the window is said in one place: colours, sizes of type and pictures stand in the token modules only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from zipfile import ZipFile

from PySide6.QtGui import QFontMetricsF

from desktop.services.library import Library
from desktop.ui import tokens
from desktop.ui.icons import SILENCE_ICONS, WINDOW_ICON_SIDES, window_icon
from desktop.ui.start import Stage
from desktop.ui.tokens import ICONS, TYPE

UI = Path(tokens.__file__).parent
COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(|\bhsl|GlobalColor\.(?!transparent)|QColor\(\s*[\"'0-9]")
TYPE_SIZE = re.compile(r"font-size|\bsetPixelSize\(|\bsetPointSizeF?\(")
ON_PAPER = "recovery_key.py"
"""Prints a sheet, and paper has sizes of its own."""


def modules(*without: str) -> Iterator[tuple[str, str]]:
    for path in sorted(UI.rglob("*.py")):
        if path.name not in without:
            yield path.relative_to(UI).as_posix(), path.read_text(encoding="utf-8")


def lucide() -> set[str]:
    """The names of all pictures of the package."""
    with as_file(files("lucide") / "lucide.zip") as place:
        return {name.removesuffix(".svg") for name in ZipFile(place).namelist() if name.endswith(".svg")}


def test_colours_stand_in_the_tokens_only() -> None:
    found = [f"{name}: {hit[0]}" for name, text in modules("tokens.py") for hit in COLOUR.finditer(text)]
    assert found == []


def test_sizes_of_type_stand_in_the_tokens_only() -> None:
    found = [f"{name}: {hit[0]}" for name, text in modules("theme.py", ON_PAPER) for hit in TYPE_SIZE.finditer(text)]
    assert found == []


def test_only_the_theme_sets_a_style_sheet() -> None:
    assert [name for name, text in modules("theme.py") if "setStyleSheet" in text] == []


def test_every_meaning_has_a_picture() -> None:
    assert {name for name in (*ICONS.values(), *SILENCE_ICONS.values()) if name not in lucide()} == set()


def test_pictures_are_named_by_what_they_mean() -> None:
    """Outside the token modules ``icon="print"``, never ``icon="printer"``: add a meaning to ``tokens.ICONS``."""
    names = lucide()
    pictures = {name for name in names if "-" in name} | (set(ICONS.values()) - ICONS.keys())
    found = []
    for name, text in modules("tokens.py", "icons.py", "style.py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and node.value in pictures:
                found.append(f"{name}:{node.lineno}: {node.value!r} is a picture; name its meaning")
    assert found == []


def test_weights_have_widths_of_their_own(stage: Stage) -> None:
    widths = [
        QFontMetricsF(stage.look.font("title", weight)).horizontalAdvance("Intermediate or high")
        for weight in (tokens.REGULAR, tokens.MEDIUM, tokens.STRONG)
    ]
    assert widths[0] < widths[1] < widths[2]


def test_the_type_scale_rises() -> None:
    assert [step.px for step in TYPE.values()] == sorted(step.px for step in TYPE.values())
    assert all(step.line > step.px for step in TYPE.values())


def test_our_icon_is_drawn_for_every_size_and_seen_on_light_and_dark(library: Library, stage: Stage) -> None:
    icon = window_icon(library.icon)
    assert [size.width() for size in icon.availableSizes()] == list(WINDOW_ICON_SIDES)
    picture = icon.pixmap(16, 16).toImage()
    colours = {
        picture.pixelColor(x, y).name() for x in range(16) for y in range(16) if picture.pixelColor(x, y).alpha()
    }
    assert len(colours) > 3
    assert picture.pixelColor(8, 8).alpha() == 255
    assert picture.pixelColor(0, 15).alpha() == 0


def test_figures_have_one_width_in_columns_and_a_hyphen_never_tears_a_name(stage: Stage) -> None:
    """Inter's figures of one width make the hyphen as wide as a figure, so words are set without them."""
    words, columns = (QFontMetricsF(stage.look.font("body", figures=wanted)) for wanted in (False, True))
    assert len({columns.horizontalAdvance(figure) for figure in "0123456789"}) == 1
    assert words.horizontalAdvance("-") < 0.8 * columns.horizontalAdvance("0")

"""Contact sheets of six pictures, and a page that links every picture, to look through many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw

_ACROSS, _DOWN = 3, 2
_CELL = (680, 640)
_PAPER, _INK = (120, 126, 132), (255, 255, 255)


def write_sheets(out: Path, names: Sequence[str]) -> None:
    """Write ``sheets/*.png`` and ``index.html``."""
    folder = out / "sheets"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    sheets = [name for name, picture in _sheets(out, names) if not picture.save(folder / f"{name}.png")]
    lines = [f'<p><img src="sheets/{escape(sheet)}.png" style="max-width:100%"></p>' for sheet in sheets]
    lines += [f'<p><a href="{escape(name)}.png">{escape(name)}</a></p>' for name in names]
    head = '<!doctype html><meta charset="utf-8"><title>Crestboard, gallery</title>'
    (out / "index.html").write_text("\n".join([head, *lines, ""]), encoding="utf-8")


def _sheets(out: Path, names: Sequence[str]) -> Iterator[tuple[str, Image.Image]]:
    for group, members in groupby(names, _group):
        held = list(members)
        for number, at in enumerate(range(0, len(held), _ACROSS * _DOWN), start=1):
            yield f"{group}-{number}", _sheet(out, held[at : at + _ACROSS * _DOWN])


def _group(name: str) -> str:
    """Pictures of one part of the program in one appearance stand together."""
    parts = name.split("-")
    return "page" if parts[0] == "page" else "-".join((parts[0], *parts[-2:]))


def _sheet(out: Path, names: Sequence[str]) -> Image.Image:
    width, height = _CELL[0], _tallest(out, names)
    sheet = Image.new("RGB", (width * _ACROSS, (height + 24) * _DOWN), _PAPER)
    draw = ImageDraw.Draw(sheet)
    for place, name in enumerate(names):
        left, top = place % _ACROSS * width, place // _ACROSS * (height + 24)
        draw.text((left + 6, top + 4), name, fill=_INK)
        with Image.open(out / f"{name}.png") as picture:
            small = picture.convert("RGB")
        small.thumbnail((width - 8, _CELL[1]), Image.Resampling.LANCZOS)
        sheet.paste(small, (left + 4, top + 20))
    return sheet


def _tallest(out: Path, names: Sequence[str]) -> int:
    """How high the rows of a sheet have to be."""
    shapes = [Image.open(out / f"{name}.png").size for name in names]
    return min(_CELL[1], max(round(high * min(1, (_CELL[0] - 8) / wide)) for wide, high in shapes)) + 4

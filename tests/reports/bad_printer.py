"""A printer that nobody maintains: it blurs, loses toner in streaks, adds specks, and knows only black and white.

``python tests/reports/bad_printer.py OUT.png`` prints the hand-made page on it, to look at.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

DOTS = 200
"""Dots per inch of the printer."""
_BLUR = 0.7
_NOISE = 40
_STREAK = 26
_LEVEL = 150


def printed(picture: Image.Image, seed: int = 1) -> Image.Image:
    """The picture as it comes out of the printer: 1 bit, the same each time for a seed."""
    chance = random.Random(seed)
    grey = picture.convert("L").filter(ImageFilter.GaussianBlur(_BLUR))
    noise = Image.frombytes("L", grey.size, chance.randbytes(grey.width * grey.height))
    noise = noise.filter(ImageFilter.GaussianBlur(0.8)).point(lambda level: max(0, (level - 128) * _NOISE // 64))
    streaks = Image.frombytes("L", (grey.width, 1), bytes(chance.randrange(_STREAK) for _ in range(grey.width)))
    faded = ImageChops.add(grey, streaks.resize(grey.size))
    return ImageChops.add(faded, noise).point(lambda level: 255 if level > _LEVEL else 0).convert("1")


def rendered(pdf: bytes, number: int = 0) -> Image.Image:
    """A page as the printer's driver renders it, without anti-aliasing at the end of the way."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[number].render(scale=DOTS / 72).to_pil()
    return picture


if __name__ == "__main__":
    from page_content import FONTS, content

    from desktop.reports.summary import board_summary

    printed(rendered(board_summary(content(), FONTS))).save(Path(sys.argv[1]))

"""A finished document as pictures, from memory: nothing touches the disk."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: one byte a dot in shades of grey, else three (red, green, blue); ``stride`` bytes a row."""

    width: int
    height: int
    stride: int
    grey: bool
    dots: bytes


class PagePictures:
    """The pages of one PDF. To be used from one thread only, and closed."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)
        self.count = len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        width, height = self._document[number].get_size()
        return float(width), float(height)

    def picture(self, number: int, dots_per_inch: float, *, grey: bool = False) -> Picture:
        """A page at a resolution, in colour or in shades of grey."""
        scale = dots_per_inch / POINTS_PER_INCH
        bitmap = self._document[number].render(
            scale=scale, grayscale=grey, rev_byteorder=not grey, maybe_alpha=False, prefer_bgrx=False
        )
        try:
            return Picture(bitmap.width, bitmap.height, bitmap.stride, grey, bytes(bitmap.buffer))
        finally:
            bitmap.close()

    def close(self) -> None:
        """Let go of the document."""
        self._document.close()

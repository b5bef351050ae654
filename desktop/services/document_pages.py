"""A PDF that came from elsewhere, as pictures in memory and in bounds: nothing of it is executed or written."""

from __future__ import annotations

from math import sqrt

import pypdfium2

from desktop.clinical.errors import UserError
from desktop.services.page_pictures import POINTS_PER_INCH, PagePictures, Picture

MOST_PAGES = 300
"""So many pages are shown; the rest are counted."""

MOST_DOTS = 12_000_000
"""No page is drawn with more, however large it says that it is."""

_A4 = (595.0, 842.0)
LONGEST = 20.0
"""A page that is longer or wider in proportion is shown as if it were not."""


class DocumentPages:
    """The pages of one PDF. To be used from one thread only, and closed. Raises UserError if it cannot be read."""

    def __init__(self, pdf: bytes) -> None:
        try:
            self._pictures = PagePictures(pdf)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            raise UserError(
                "The PDF has a password of its own, and cannot be shown here; save a copy and open that."
                if locked
                else "This PDF is damaged; save a copy to try another program, or add the document again: "
                "the rest of the case is not affected."
            ) from None
        self.whole = self._pictures.count
        self.count = min(self.whole, MOST_PAGES)
        if not self.count:
            self.close()
            raise UserError("The PDF has no page to show; save a copy to try another program.")

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points; of one that says nothing believable, those of A4."""
        try:
            width, height = self._pictures.size(number)
        except pypdfium2.PdfiumError:
            return _A4
        if not (1 <= width < 1e6 and 1 <= height < 1e6):
            return _A4
        return min(width, height * LONGEST), min(height, width * LONGEST)

    def picture(self, number: int, dots: int) -> Picture:
        """A page so many dots wide, or fewer if that were too many in all. Raises UserError if it cannot be drawn."""
        try:
            width, height = self._pictures.size(number)
            scale = min(dots / max(width, 1.0), sqrt(MOST_DOTS / max(width * height, 1.0)))
            return self._pictures.picture(number, scale * POINTS_PER_INCH)
        except (pypdfium2.PdfiumError, ValueError, MemoryError, OverflowError):
            raise UserError(f"Page {number + 1} is damaged and cannot be shown.") from None

    def close(self) -> None:
        """Let go of the document."""
        self._pictures.close()

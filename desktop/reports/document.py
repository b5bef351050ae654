"""The sheet that blocks draw on: lines of text, rules and boxes in the page's inks, each tagged or an artifact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from desktop.reports.fonts import Cut, Faces
from desktop.reports.style import ACCENT, HAIRLINE, HAIRLINE_GREY, INK, Frame, Type
from desktop.reports.tagging import Element, Tags, finished
from desktop.reports.text import Line, one_line

# streams as they are and not as text: nothing that reads a PDF today needs that, and it takes longer than drawing
rl_config.useA85 = 0

CAP_HEIGHT = 0.66
"""Height of a capital in parts of the type size (Source Sans Pro)."""

Ink = float | tuple[float, float, float]
"""A grey, or a colour by red, green and blue."""


class Sheet:
    """One document while it is drawn. Heights are measured from the lower edge of the paper, in points.

    ``invariant`` output and a named first font: the same drawing gives the same bytes, and no font is referenced
    that is not embedded.
    """

    def __init__(self, faces: Faces, frame: Frame, language: str, scale: float = 1.0) -> None:
        self.faces = faces
        self.frame = frame
        self._language = language
        self._out = BytesIO()
        self._canvas = Canvas(
            self._out,
            pagesize=(frame.width * scale, frame.height * scale),
            invariant=1,
            pageCompression=0,  # once, when the structure is added
            pdfVersion=(1, 7),
            initialFontName=faces.name(Cut.REGULAR),
            initialFontSize=9.5,
            lang=language,
        )
        self.tags = Tags(self._canvas)
        self._marks = 0
        self._scale = scale
        self._enlarge()
        self._ink: Ink | None = None
        """What letters are drawn in now; None where a page begins, or something else was filled."""

    def next_page(self) -> None:
        """Begin another page."""
        self._canvas.showPage()
        self._enlarge()
        self._ink = None
        self.tags.next_page()

    def _enlarge(self) -> None:
        """Everything on this page is drawn larger, for whoever reads large print."""
        if self._scale != 1.0:
            self._canvas.scale(self._scale, self._scale)

    def finish(self, title: str) -> bytes:
        """The bytes of the tagged file."""
        self._canvas.save()
        return finished(self._out.getvalue(), self.tags.root, title=title, language=self._language)

    def line(self, line: Line, x: float, baseline: float, *, accent: bool = False, white: bool = False) -> None:
        """One line of text; ends in a space, so that whoever copies it gets whole words."""
        self._put([line], x, baseline, 0.0, ACCENT if accent else 1.0 if white else None)

    def lines(self, lines: Sequence[Line], x: float, baseline: float, leading: float) -> float:
        """Lines below each other; returns the baseline of the next one."""
        self._put(lines, x, baseline, leading)
        return baseline - len(lines) * leading

    def _put(
        self, lines: Sequence[Line], x: float, baseline: float, leading: float, colour: Ink | None = None
    ) -> None:  # fmt: skip
        """Each run at its own place; place, font and ink are said where they are not as they were."""
        text = self._canvas.beginText(x, baseline)
        font = None
        for number, line in enumerate(lines):
            at = x
            for run in line.runs:
                if number or at > x:
                    text.setTextOrigin(at, baseline - number * leading)
                if font != (run.cut, run.size):
                    font = (run.cut, run.size)
                    text.setFont(self.faces.name(run.cut), run.size)
                self._dip(text, run.grey if colour is None else colour)
                # and not ``textOut``, which measures how far the pen moved
                text._textOut(run.text.replace("\u00a0", " "))
                at += run.width
        self._canvas.drawText(text)
        for number, line in enumerate(lines):
            self._dots(line, x, baseline - number * leading)

    def _dip(self, text: PDFTextObject, ink: Ink) -> None:
        if ink != self._ink:
            self._ink = ink
            if isinstance(ink, tuple):
                text.setFillColorRGB(*ink)
            else:
                text.setFillGray(ink)

    def word(self, text: str, role: Type, x: float, baseline: float, *, accent: bool = False) -> None:
        """A short text of our own on one line."""
        self.line(one_line(self.faces, text, role), x, baseline, accent=accent)

    @contextmanager
    def _artifact(self) -> Iterator[Canvas]:
        with self.tags.artifact():
            yield self._canvas
        self._ink = None

    def rule(self, x: float, y: float, width: float, weight: float = HAIRLINE, grey: float = HAIRLINE_GREY) -> None:
        """A horizontal rule."""
        with self._artifact() as canvas:
            canvas.setStrokeGray(grey)
            canvas.setLineWidth(weight)
            canvas.line(x, y, x + width, y)

    def stroke(self, start: tuple[float, float], end: tuple[float, float], weight: float = 0.6) -> None:
        """A line from point to point in ink."""
        with self._artifact() as canvas:
            canvas.setStrokeGray(INK)
            canvas.setLineWidth(weight)
            canvas.line(*start, *end)

    def box(
        self, x: float, y: float, width: float, height: float, weight: float = 0.7, *, dashed: bool = False,
        filled: bool = False, grey: float = INK,
    ) -> None:  # fmt: skip
        """A rectangle whose outline lies inside the measures given."""
        with self._artifact() as canvas:
            canvas.setLineWidth(weight)
            canvas.setStrokeGray(grey)
            canvas.setFillGray(INK)
            if dashed:
                canvas.setDash(1.8, 1.4)
            half = weight / 2
            canvas.rect(x + half, y + half, width - weight, height - weight, fill=int(filled))
            if dashed:
                canvas.setDash()

    def bar(self, x: float, top: float, width: float, weight: float, grey: float = INK) -> None:
        """A solid bar that hangs from ``top``."""
        with self._artifact() as canvas:
            canvas.setFillGray(grey)
            canvas.rect(x, top - weight, width, weight, stroke=0, fill=1)

    def dots(self, x: float, y: float, width: float) -> None:
        """A dotted line to write on."""
        with self._artifact() as canvas:
            canvas.setStrokeGray(HAIRLINE_GREY)
            canvas.setLineWidth(0.7)
            canvas.setDash(0.8, 2.0)
            canvas.line(x, y, x + width, y)
            canvas.setDash()

    def bookmark(self, words: str, level: int = 0) -> None:
        """A bookmark for the top of this page."""
        self._marks += 1
        key = f"part-{self._marks}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(words, key, level)

    def triangle(self, x: float, baseline: float, size: float) -> None:
        """A small solid triangle that points right: the fonts have no such glyph."""
        with self._artifact() as canvas:
            canvas.setFillGray(INK)
            path = canvas.beginPath()
            path.moveTo(x, baseline)
            path.lineTo(x, baseline + size)
            path.lineTo(x + size * 0.8, baseline + size / 2)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)

    def diamond(self, x: float, y: float, half: float, *, filled: bool) -> None:
        """A small diamond centred on a point, solid or hollow."""
        self._mark(((x - half, y), (x, y + half), (x + half, y), (x, y - half)), filled=filled)

    def triangle_down(self, x: float, y: float, half: float, *, filled: bool) -> None:
        """A small triangle on its point in a square round a point, solid or hollow."""
        self._mark(((x - half, y + half), (x + half, y + half), (x, y - half)), filled=filled)

    def _mark(self, corners: Sequence[tuple[float, float]], *, filled: bool) -> None:
        with self._artifact() as canvas:
            canvas.setFillGray(INK)
            canvas.setStrokeGray(INK)
            canvas.setLineWidth(0.7)
            path = canvas.beginPath()
            path.moveTo(*corners[0])
            for corner in corners[1:]:
                path.lineTo(*corner)
            path.close()
            canvas.drawPath(path, stroke=1, fill=int(filled))

    def _dots(self, line: Line, x: float, baseline: float) -> None:
        """The dotted underline of what was not checked by a second person."""
        for run in line.runs:
            if run.dotted:
                with self._artifact() as canvas:
                    canvas.setStrokeGray(INK)
                    canvas.setLineWidth(0.7)
                    canvas.setDash(0.8, 1.2)
                    canvas.line(x, baseline - 2, x + run.width, baseline - 2)
                    canvas.setDash()
            x += run.width


__all__ = ["CAP_HEIGHT", "Element", "Sheet"]

"""The sheet for the family keeps within its margins at 12 points or more, however long a name is, on two sides."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from pypdfium2 import raw

from desktop.reports.fonts import Fonts
from desktop.reports.handout import CallBox, HandoutContent, HandoutRow, Parts, Strip, StripBox, draw_handout
from resources.fonts import find_fonts

NAME = "María Fernanda Guadalupe"
LONG = "We suggest six courses of chemotherapy first. Then we look again at the scans, and then we operate. "
MARGIN = 48.0


def said(text: str, *, bold: bool = False) -> Parts:
    return ((text, bold),)


def box(number: int, state: str) -> StripBox:
    return StripBox(f"{number}  Dosis altas", "quimioterapia y células madre", "desde septiembre", state)


FULL = HandoutContent(
    language="es",
    file_title="Hoja para la familia",
    title=f"La reunión del equipo sobre {NAME}",
    who=(said(f"{NAME} Zztest-Fernández de la Vega y Ångström", bold=True), said("nació el 20 de enero de 2024"),
         said("reunión del 26 de noviembre de 2026")),
    page_words="página {page} de {pages}",
    first=tuple(HandoutRow(label=label, paragraphs=(said(LONG * 2),)) for label in ("Qué sabemos hoy", "Qué falta")),
    strip=Strip(label="Qué pasa y cuándo", note="Las fechas pueden cambiar. Les avisaremos.", done="hecho", now="AHORA",
                boxes=tuple(box(one, "now" if one == 1 else "later") for one in range(1, 6)), description="Zztest"),
    call=CallBox(label="Llámennos", beside="Lista propia de su hospital, aprobada el 26 de noviembre de 2026",
                 paragraphs=(said("Zztest Enfermera de Enlace Muy Larga, su persona de contacto\u00a00000000\u00a0ext"),
                             said("Cuándo llamar enseguida:")), asked=frozenset({1})),
    second=(HandoutRow(label="Pueden preguntar", paragraphs=(said(LONG),) * 3, ticks=True, blank=2),
            HandoutRow(label="Palabras que van a oír", terms=(("Comité de tumores", LONG),) * 4)),
    foot=(LONG,),
    foot_after=("“Neuroblastoma Treatment (PDQ®)–Patient Version” was originally published by the NCI.",),
)  # fmt: skip


def letters(pdf: bytes) -> Iterator[tuple[float, float, float]]:
    """Of every letter that is seen: its left and right edge, and its size."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for place in range(text.count_chars()):
                left, _, right, _ = text.get_charbox(place)
                if right > left:
                    yield left, right, raw.FPDFText_GetFontSize(text, ctypes.c_int(place))


@pytest.mark.parametrize(("paper", "width"), [("a4", 595.3), ("letter", 612.0)])
@pytest.mark.parametrize("draft", ["", "BORRADOR: no es para la familia"])
def test_nothing_is_beyond_the_margins_or_below_twelve_points(paper: str, width: float, draft: str) -> None:
    drawn = draw_handout(replace(FULL, draft=draft), Fonts(**find_fonts()), paper)
    found = list(letters(drawn.pdf))
    assert len(found) > 1000
    assert min(left for left, _, _ in found) > MARGIN - 1
    assert max(right for _, right, _ in found) < width - MARGIN + 1
    assert min(size for _, _, size in found) >= 12
    assert drawn.pages == 2


def test_the_title_gives_the_number_of_the_page_its_room() -> None:
    drawn = draw_handout(FULL, Fonts(**find_fonts()), "a4")
    with pypdfium2.PdfDocument(drawn.pdf) as document:
        text = document[0].get_textpage()
        number = text.search("página 1").get_next()
        assert number is not None
        left = text.get_charbox(number[0])[0]
        title = text.search("Fernanda").get_next()
        assert title is not None
        assert text.get_charbox(title[0] + title[1] - 1)[2] < left


def test_type_gives_way_first_and_then_there_is_a_third_side() -> None:
    fonts = Fonts(**find_fonts())
    much = replace(FULL, first=FULL.first * 4)
    assert draw_handout(FULL, fonts, "a4").size == 14
    drawn = draw_handout(much, fonts, "a4")
    assert (drawn.pages, drawn.size) == (2, 12)
    assert draw_handout(replace(much, first=much.first * 2), fonts, "a4").pages > 2

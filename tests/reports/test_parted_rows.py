"""A long text of a paper goes on overleaf where the page ends: no page is left half empty, no short text is parted."""

from __future__ import annotations

from page_content import FONTS
from pdf_reading import page_texts, squeezed

from desktop.reports.content import TextBlock
from desktop.reports.papers.book import draw_papers
from desktop.reports.papers.content import Column, Paper, PaperBlock, PaperHead, TableBlock
from desktop.reports.phrases import plain, strong


def block(label: str, lines: int) -> TextBlock:
    return TextBlock(label=label, paragraphs=tuple(((plain(f"{label} line {at}"),),) for at in range(lines)))


def pages_of(*blocks: PaperBlock) -> list[str]:
    paper = Paper(title="Zztest", head=PaperHead(title="Zztest"), blocks=blocks, foot=(plain("Foot."),))
    return [squeezed(one) for one in page_texts(draw_papers([paper], FONTS, "a4", "Zztest").pdf)]


def test_a_long_text_fills_the_page_and_goes_on_under_its_label() -> None:
    first, second = pages_of(block("Before", 20), block("Long", 60))
    assert "Longline30" in first, "the page is filled"
    assert second.count("Longline59") == 1 and "Longline0" not in second
    assert "continued,page2of2Long" in second.replace("Zztest", ""), "the label stands there again"


def test_a_text_that_is_longer_than_a_page_is_all_there_once() -> None:
    pages = pages_of(block("Long", 200))
    assert len(pages) == 4 and sum(one.count("Longline") for one in pages) == 200


def test_a_short_text_stays_whole() -> None:
    first, second = pages_of(block("Before", 56), block("Short", 5))
    assert "Short" not in first and second.count("Shortline") == 5


def test_a_row_that_goes_on_overleaf_says_again_whose_it_is() -> None:
    who = (((strong("ZZTEST, Alpha"),),), ((plain("case 1, TEST-0001"),),))
    long = tuple(((plain(f"told {at}"),),) for at in range(90))
    table = TableBlock(columns=(Column("Child", 120), Column("Told")), rows=((who, long),), ruled=True)
    first, second = pages_of(table)
    assert "told89" not in first and "told89" in second
    assert all("ChildToldZZTEST,Alphacase1,TEST-0001" in one for one in (first, second))

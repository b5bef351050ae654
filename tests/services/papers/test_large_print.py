"""The summary in large print: everything that the page says, nothing cut, in letters that are 1.3 times as large."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from papers_helpers import TODAY, child
from pdf_reading import all_words, page_texts, squeezed

from desktop.reports.content import RiskBlock, TextBlock
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.papers.large_print import large_print
from desktop.services.summaries import content_of


@pytest.mark.parametrize("name", ["Alpha", "Bravo", "Quebec", "X-Ray"])
def test_all_words_of_the_page_are_there(year: Board, library: Library, name: str) -> None:
    case = child(year, name)
    made = large_print(year, library, case, today=TODAY)
    text = squeezed("".join(page_texts(made.content)))
    content = content_of(library, case, today=TODAY, prepared_by="Zztest Coordinator")
    for block in content.blocks:
        # what is said shorter on a full page is said whole here
        whole = replace(block, brief=()) if isinstance(block, TextBlock | RiskBlock) else block
        for words in all_words(whole):
            if block.label != "Since last time":
                # words that go on overleaf stand in two parts
                parts = [one for one in words.text.replace("; ", ". ").split(". ") if one.strip()]
                assert all(squeezed(one) in text for one in parts), (block.label, words.text)
    assert "…" not in text.replace("...", ""), "nothing is cut"
    assert made.pages > 1 and f"Page{made.pages}of{made.pages}." in text


def test_letters_are_larger_and_stay_on_the_paper(year: Board, library: Library) -> None:
    for paper, width in (("a4", 595.28), ("letter", 612.0)):
        made = large_print(year, library, child(year, "Alpha"), today=TODAY, paper=paper)
        with pypdfium2.PdfDocument(made.content) as pdf:
            assert pdf[0].get_size()[0] == pytest.approx(width, abs=0.1)
            for number in range(len(pdf)):
                page = pdf[number].get_textpage()
                boxes = [page.get_charbox(at) for at in range(page.count_chars())]
                assert all(left >= 30 and right <= width - 30 for left, _, right, _ in boxes if right > left)


def test_the_ledger_is_said_in_words(year: Board, library: Library) -> None:
    text = squeezed("".join(page_texts(large_print(year, library, child(year, "Alpha"), today=TODAY).content)))
    assert squeezed("COG v2 reachable: intermediate, high; excluded: low") in text
    assert squeezed("INRG 2009 settled: low; excluded: very low, intermediate, high") in text

"""The chase list on paper: a box for each result, heads that are said again, tagged like every page."""

from __future__ import annotations

import pytest
from pdf_reading import page_texts, squeezed

from desktop.reports.chase_list import ListGroup, ListLine, draw_list
from desktop.reports.fonts import Fonts
from resources.fonts import find_fonts


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts(**find_fonts())


def group(head: str, count: int) -> ListGroup:
    return ListGroup(
        head=head,
        lines=tuple(
            ListLine(
                who=f"Zztest, Child {one}, TEST-{one:04}, case {one}",
                what="MYCN",
                state="requested 12 Nov 2026, Demo Lab, 18 days ago",
                why="settles the risk group alone",
                strong=True,
            )
            for one in range(count)
        ),
    )


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_result_has_a_box_and_is_there_once(fonts: Fonts, paper: str) -> None:
    pdf, pages = draw_list(
        "To chase, 30 Nov 2026", [group("Demo Lab", 70), group("Your team", 3)], "Foot.", fonts, paper
    )
    texts = page_texts(pdf)
    assert len(texts) == pages > 1
    whole = "".join(map(squeezed, texts))
    assert whole.count("☐") == 73
    for one in range(70):
        assert whole.count(f"TEST-{one:04},case{one}:MYCN") == (2 if one < 3 else 1)
    assert all("DemoLab(70)" in squeezed(text) for text in texts)
    assert all(f"Page{number}of{pages}." in squeezed(text) for number, text in enumerate(texts, start=1))


def test_a_head_is_never_left_alone_at_the_foot(fonts: Fonts) -> None:
    for count in range(30, 50):
        pdf, _ = draw_list("To chase", [group("Demo Lab", count), group("Your team", 1)], "Foot.", fonts, "a4")
        for text in map(squeezed, page_texts(pdf)):
            if "Yourteam(1)" in text:
                assert "☐" in text.split("Yourteam(1)")[1]


def test_an_empty_list_says_so(fonts: Fonts) -> None:
    pdf, pages = draw_list("To chase", [], "Foot.", fonts, "a4")
    assert pages == 1
    assert "Nothing is missing." in page_texts(pdf)[0]


def test_the_same_words_give_the_same_bytes(fonts: Fonts) -> None:
    made = [draw_list("To chase", [group("Demo Lab", 3)], "Foot.", fonts, "a4") for _ in range(2)]
    assert made[0] == made[1]


def test_a_line_without_a_reason_ends_there(fonts: Fonts) -> None:
    line = ListLine(who="Zztest, Alpha, case 1", what="MRI", state="26 Nov 2026", why="", strong=False)
    told = squeezed(
        page_texts(draw_list("Due", [ListGroup(head="This week", lines=(line,))], "Foot.", fonts, "a4")[0])[0]
    )
    assert told.startswith(squeezed("Due This week (1) ☐ Zztest, Alpha, case 1: MRI; 26 Nov 2026. Foot."))

"""The risk block with five schemes side by side: made-up ones beside the one that leads the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

import resources
from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.risk import RulePack
from desktop.reports.content import GroupState, RiskBlock
from desktop.services.demo import demonstration_cases
from desktop.services.library import Library
from desktop.services.summaries import content_of, draw_page

TODAY = date(2026, 11, 23)
_LEADING = "risk/cog-v2.toml"
_OTHERS = ("cog-v1", "inrg-2009", "nccn-2026", "siopen-hr")
REACHABLE, EXCLUDED, SETTLED = GroupState.REACHABLE, GroupState.EXCLUDED, GroupState.SETTLED


def _made_up() -> Iterator[tuple[str, str]]:
    """The leading scheme under other names: one with a group more, one that knows only high and not high."""
    told = resources.read_text(_LEADING)
    for place, name in enumerate(_OTHERS, start=2):
        text = told.replace('id = "cog-v2"', f'id = "{name}"').replace("place = 1\n", f"place = {place}\n")
        if name == "inrg-2009":
            text = text.replace('then = ["low"]', 'then = ["very_low"]')
        if name == "siopen-hr":
            text = re.sub(r'then = \["(low|intermediate)"\]', 'then = ["not_high"]', text)
            text = text.replace('then = ["intermediate", "high"]', 'then = ["not_high", "high"]')
        yield f"risk/{name}.toml", text


def _five() -> Library:
    library = build_library()
    texts = {one: resources.read_text(one) for one in resources.names("risk", ".toml")}
    kept = {name: text for name, text in texts.items() if 'kind = "scheme"' not in text or name == _LEADING}
    library.rules = RulePack.load({**kept, **dict(_made_up())})
    return library


@pytest.fixture(scope="module")
def library() -> Library:
    return _five()


def _risk(library: Library, case: Case) -> RiskBlock:
    content = content_of(library, case, today=TODAY, prepared_by="Zztest Coordinator")
    return next(one for one in content.blocks if isinstance(one, RiskBlock))


def _child(library: Library, given: str) -> Case:
    return next(one for one in demonstration_cases(library, 24, 1) if one.given_name == given)


def test_all_five_stand_in_their_order_and_agree(library: Library) -> None:
    block = _risk(library, _child(library, "Bravo"))
    assert [row.scheme for row in block.ledger] == ["COG v2", "COG v1", "INRG 2009", "NCCN 2026", "SIOPEN HR"]
    assert block.columns == ("v.low", "low", "int", "high")
    assert [row.states[-1] for row in block.ledger] == [SETTLED] * 5
    assert "".join(words.text for words in block.verdict) == "All five agree."


def test_a_scheme_that_knows_only_high_and_not_high_says_so_in_its_row(library: Library) -> None:
    *others, siopen = _risk(library, _child(library, "Alpha")).ledger
    assert [row.wide for row in others] == [None] * 4
    assert siopen.wide is not None
    assert (siopen.wide.word, siopen.wide.state, siopen.states[-1]) == ("not high", REACHABLE, REACHABLE)
    # not high and high beside intermediate or high is no disagreement
    assert "All five leave the same groups." in "".join(
        words.text for words in _risk(library, _child(library, "Alpha")).verdict
    )


def test_a_scheme_that_says_something_else_is_named(library: Library) -> None:
    cases = [one for one in demonstration_cases(library, 24, 1) if _risk(library, one).word.text == "Low"]
    assert cases
    told = {"".join(words.text for words in _risk(library, one).verdict) for one in cases}
    assert {one.partition(":")[0].rstrip(".") for one in told} == {"INRG 2009 differs from COG v2"}


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_five_rows_fit_one_page_of_every_demonstration_child(library: Library, paper: str) -> None:
    """With the facts that schemes read; a long course has more to say, and then it is not the rows that leave."""
    for told in demonstration_cases(library, 24, 1):
        case = replace(told, **dict.fromkeys(ENTRY_TYPES, ()))  # type: ignore[arg-type]
        drawn = draw_page(library, case, today=TODAY, prepared_by="Zztest Coordinator", paper=paper)
        with pypdfium2.PdfDocument(drawn.pdf) as document:
            text = document[0].get_textpage().get_text_range()
        assert all(name in text for name in ("COG v2", "COG v1", "INRG 2009", "NCCN 2026", "SIOPEN HR"))
        assert "Rules cog-v2 1.0.0, cog-v1 1.0.0 and 3 more" in " ".join(text.split())
        assert "Cannot change" in text
        # small print gives way: that of the biology strip, on the shorter sheet also that of the sources and biomarkers
        small = {"Biology"} if paper == "a4" else {"Biology", "Biomarkers", "Risk group"}
        assert set(drawn.continued) <= small, told.given_name

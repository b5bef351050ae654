"""What settles the group, and what each answer would give: filled anew for each child, it says nothing of the last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.services.assessing import Branch
from desktop.services.library import Library
from desktop.ui.panels.risk_settling import Settling
from desktop.ui.start import Stage
from desktop.ui.widgets.text import Text

ANSWERS = {
    "sca": (
        Branch("absent", ("low", "high"), ("C2-11", "C2-12")),
        Branch("present", (), (), "There is no row for this."),
    ),
    "mycn": (Branch("amplified", ("high",), ("C2-20",)),),
}
SETS: tuple[Sequence[Sequence[str]], ...] = (
    (),
    (("sca",),),
    (("mycn",),),
    (("sca",), ("mycn",)),
    (("sca", "mycn"),),
    (("sca", "mycn"), ("mycn", "ploidy"), ("sca", "ploidy"), ("histology", "ploidy")),
)


def told(card: QWidget) -> list[str]:
    return [text.text() for text in card.findChildren(Text) if text.isVisibleTo(card)]


def filled(qtbot: QtBot, stage: Stage, library: Library, *shown: Sequence[Sequence[str]]) -> Settling:
    card = Settling(stage.look, library.labels)
    qtbot.addWidget(card)
    for sets in shown:
        card.show_sets(sets, lambda name: ANSWERS[name])
    return card


@pytest.mark.parametrize(("before", "after"), [*permutations(SETS, 2)])
def test_filled_anew_it_says_what_a_new_one_says(
    qtbot: QtBot, stage: Stage, library: Library, before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]
) -> None:
    kept, new = filled(qtbot, stage, library, before, after), filled(qtbot, stage, library, after)
    assert kept.isHidden() is new.isHidden() is (not after)
    if after:
        assert told(kept) == told(new)
        assert kept.heightForWidth(300) == new.heightForWidth(300)


def test_one_result_is_told_with_what_each_answer_leaves(qtbot: QtBot, stage: Stage, library: Library) -> None:
    card = filled(qtbot, stage, library, (("sca",),))
    assert told(card)[0] == "One result settles it"
    assert "There is no row for this." in told(card)
    assert any(words.endswith("still open") for words in told(card))
    card = filled(qtbot, stage, library, SETS[-1])
    assert told(card)[0] == "Two results together settle it"
    assert told(card)[-1] == "or 1 other set of 2"

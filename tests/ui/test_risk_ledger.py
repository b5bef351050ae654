"""The ledger of schemes in the risk panel: five lines in their order, the fact behind a difference, and any new one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

import resources
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.results import MycnResult, Staging
from desktop.clinical.vocabulary import Inrgss, Mycn, Resection
from desktop.services.assessing import assess_case
from desktop.services.library import Library
from desktop.ui.panels.risk_ledger import Ledger
from desktop.ui.start import Stage
from desktop.ui.widgets.text import Text

SCHEMES = ["COG v2", "COG v1", "INRG 2009", "NCCN 2026", "SIOPEN HR"]
L1_AMPLIFIED = Case(
    age_days=known(700),
    stagings=(Staging(inrgss=known(Inrgss.L1), resection=known(Resection.COMPLETE)),),
    mycn=(MycnResult(mycn=known(Mycn.AMPLIFIED)),),
)
MADE_UP = """
kind = "scheme"
id = "made-up"
version = "0.1.0"
title = "Made up"
place = 9
valid_from = 2026-01-01
columns = ["mycn"]
source = ["TEST"]
[sources.TEST]
short = "Test"
text = "This test"
[[row]]
id = "T-1"
then = ["very_low"]
text = "everybody"
source = ["TEST"]
status = "OK1"
"""


def told(qtbot: QtBot, stage: Stage, library: Library, case: Case) -> list[str]:
    shown = Ledger(stage.look, library.labels)
    qtbot.addWidget(shown)
    # what another child has is not seen any more
    for one in (L1_AMPLIFIED, case):
        shown.show_assessment(assess_case(library, one))
    return [text.text() for text in shown.findChildren(Text) if not text.isHidden()]


def test_five_schemes_with_the_fact_behind_a_difference(qtbot: QtBot, stage: Stage, library: Library) -> None:
    words = told(qtbot, stage, library, L1_AMPLIFIED)
    assert [one for one in words if one in SCHEMES] == SCHEMES
    because = (
        "COG v2 and NCCN 2026 look at resection (complete), INRG 2009 does not: with “incomplete” they would agree."
    )
    assert because in words
    assert words.index(because) > words.index("SIOPEN HR"), "after the last line of the ledger"
    open_still = told(qtbot, stage, library, replace(L1_AMPLIFIED, mycn=()))
    assert not any("look" in one for one in open_still), "what is open may still agree"


def test_a_scheme_that_exists_nowhere_has_its_line(qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    read, names = resources.read_text, resources.names
    monkeypatch.setattr(resources, "read_text", lambda name: MADE_UP if name == "risk/made-up.toml" else read(name))
    monkeypatch.setattr(
        resources, "names", lambda folder, end: names(folder, end) + ["risk/made-up.toml"] * (folder == "risk")
    )
    words = told(qtbot, stage, build_library(), L1_AMPLIFIED)
    assert "made-up" in words, "it has no words of its own yet"
    assert "COG v2" in words

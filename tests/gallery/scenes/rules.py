"""The rules of a board, and what others would change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.clinical.errors import RuleFileError
from desktop.clinical.rule_set import RuleSet
from desktop.services.boards import Board
from desktop.services.rule_changes import ProposedRules, shipped_rules
from desktop.ui.dialogs.adopt_rules import AdoptRulesDialog
from desktop.ui.panels.settings.page import RULE_TABLES
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio

_TABLE = "risk/cog-v2.toml"


def settings(studio: Studio) -> QWidget:
    window = studio.window()
    window.show_settings(RULE_TABLES)
    return window


def brought(studio: Studio) -> QWidget:
    """The bar says that the program brings others."""
    window = studio.window()
    told = (
        "COG risk classification version 2: version 1.0.0 on this board, 1.1.0 in the program. "
        "The board's own rules hold until somebody adopts the others."
    )
    window.rules_room.offer(told)
    return window


def others(studio: Studio) -> QWidget:
    return _look(studio, lambda: _others(studio, {}))


def besides(studio: Studio) -> AdoptRulesDialog:
    """What changes beside the groups: a response, and a result of the laboratory."""
    texts = dict(studio.library.rule_texts)
    for name, before, after in (
        ("response/inrc-2017.toml", 'then = { CR = "PR", MD = "PR"', 'then = { CR = "PR", MD = "MR"'),
        ("biomarkers/blood.toml", 'to = 1399, grade = "middle"', 'to = 1399, grade = "worst"'),
    ):
        texts[name] = texts[name].replace(before, after).replace('version = "1.', 'version = "7.', 1)
    return _look(studio, lambda: ProposedRules(tables=RuleSet(texts), cases={}, origin="from rules.zip"))


def cells(studio: Studio) -> QWidget:
    """What is different in tables that have no rows of groups."""
    dialog = besides(studio)
    dialog.show_page("tables")
    return dialog


def failing(studio: Studio) -> QWidget:
    """Rules that fail their worked cases."""
    return _look(studio, lambda: _others(studio, {"risk/cases/cog-v2.toml": _cases(studio)}))


def tables(studio: Studio) -> QWidget:
    dialog = _look(studio, lambda: _others(studio, {}))
    dialog.show_page("tables")
    return dialog


def same(studio: Studio) -> QWidget:
    return _look(studio, lambda: shipped_rules(studio.library))


def refused(studio: Studio) -> QWidget:
    def load() -> ProposedRules:
        raise RuleFileError('cog-v2.toml, row "C2-11": "status" is "SURE"; use one of "OK2", "OK1".')

    return _look(studio, load)


def read_only(studio: Studio) -> QWidget:
    return _look(studio, lambda: _others(studio, {}), studio.boards.reading)


def _look(studio: Studio, load: Callable[[], ProposedRules], board: Board | None = None) -> AdoptRulesDialog:
    stage, desk = studio.stage, studio.desk(board or studio.boards.full)
    return studio.show(AdoptRulesDialog(studio.look, desk, stage.tasks, stage.messages, load, studio.host()))


def _cases(studio: Studio) -> str:
    return studio.library.case_texts["risk/cases/cog-v2.toml"]


def _others(studio: Studio, cases: dict[str, str]) -> ProposedRules:
    """The next version of a table, in which one row gives another group of the scheme: nobody's medicine."""
    head, row, rest = studio.library.rule_texts[_TABLE].partition('id = "C2-11"')
    text = head + row + rest.replace('then = ["', 'then = ["low"] #', 1)
    texts = {**studio.library.rule_texts, _TABLE: text.replace('version = "1.0', 'version = "1.1', 1)}
    return ProposedRules(tables=RuleSet(texts), cases=cases, origin="from rules.zip")


SCENES = scenes("rules", settings, brought, others, besides, cells, failing, tables, same, refused, read_only)

"""The measures of the screen: colours for light and dark, spacing, type. No other file names a colour.

Ratios of every pair are in the visual language; text needs 4.5, marks 3.0 on the worst ground they may stand on.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.risk_groups import APART

LARGE = 1.5
"""Text that is so many times as large as usual leaves room for little else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One complete set of colours as ``#RRGGBB``. Risk colours are marks in the four-bar glyph, never text."""

    dark: bool
    ground: str
    surface: str
    raised: str
    hover: str
    selected: str
    line: str
    edge: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    caution: str
    caution_soft: str
    error: str
    error_soft: str
    done: str
    band: str
    band_head: str
    risk_very_low: str
    risk_low: str
    risk_intermediate: str
    risk_high: str
    toast: str
    on_toast: str
    toast_accent: str


LIGHT = Colours(
    dark=False,
    ground="#F3F5F6",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#EEF1F3",
    selected="#DFEEF0",
    line="#D8DDE2",
    edge="#7A8591",
    text="#1A2128",
    text2="#45505B",
    text3="#58636E",
    accent="#0B6471",
    on_accent="#FFFFFF",
    caution="#8F5200",
    caution_soft="#FFF4DF",
    error="#B3261E",
    error_soft="#FCEBE9",
    done="#45505B",
    band="#F3F5F6",
    band_head="#E9EDF0",
    risk_very_low="#6A7F91",
    risk_low="#1F6AA5",
    risk_intermediate="#B36B00",
    risk_high="#7D1D3F",
    toast="#1B2025",
    on_toast="#E6EAED",
    toast_accent="#62BDC7",
)

DARK = Colours(
    dark=True,
    ground="#14181C",
    surface="#1B2025",
    raised="#232A30",
    hover="#222930",
    selected="#1D3A40",
    line="#333C44",
    edge="#7E8B97",
    text="#E6EAED",
    text2="#B9C2CA",
    text3="#9AA5AF",
    accent="#62BDC7",
    on_accent="#06262B",
    caution="#E8B04B",
    caution_soft="#33291A",
    error="#FF9285",
    error_soft="#3A2220",
    done="#AEB8C1",
    band="#20262C",
    band_head="#262D34",
    risk_very_low="#BCCBD7",
    risk_low="#5FB0F0",
    risk_intermediate="#EDBE5A",
    risk_high="#F2708F",
    toast="#FFFFFF",
    on_toast="#1A2128",
    toast_accent="#0B6471",
)


@dataclass(frozen=True, slots=True)
class TypeStep:
    """One step of the type scale: size and line height in logical pixels at the system's standard text size."""

    px: int
    line: int


TYPE: dict[str, TypeStep] = {
    "note": TypeStep(11, 16),
    "label": TypeStep(12, 18),
    "body": TypeStep(13, 20),
    "lead": TypeStep(15, 22),
    "wall": TypeStep(16, 24),
    "name": TypeStep(17, 24),
    "title": TypeStep(18, 24),
    "wall_text": TypeStep(18, 26),
    "wall_lead": TypeStep(20, 28),
    "wall_head": TypeStep(24, 32),
    "figure": TypeStep(28, 36),
    "wall_risk": TypeStep(32, 40),
}

REGULAR, MEDIUM, STRONG = 400, 500, 600
"""The three weights in use."""

SPACE = (4, 8, 12, 16, 20, 24, 32)
"""The steps of white space."""

PAGE_PADDING = 16
RADIUS_SMALL, RADIUS, RADIUS_DIALOG = 4, 6, 8
LINE, RING, BAR = 1, 2, 3
"""Strokes: a hairline, the ring of what has the keyboard, the bar of what is chosen."""
INLINE_ICON, ICON, RAIL_ICON = 14, 16, 20
TARGET = 24
"""The least side of what can be pressed."""
RAIL_WIDTH, SECTIONS_WIDTH, SIDE_WIDTH = 80, 160, 312
BANNER_HEIGHT, BAR_HEIGHT, ROW_HEIGHT, TABLE_HEAD = 60, 48, 36, 32
ROW_LINE, HEAD_LINE = 19, 16
"""One line of a row of the case list, or of its heads, where they have several."""
SECTION_ROW, BUTTON_HEIGHT, FIELD_HEIGHT, CHIP_HEIGHT, SEARCH_WIDTH = 32, 32, 28, 28, 296
LINK_HEIGHT, TOAST_BUTTON_HEIGHT = 24, 24
STATUS_HEIGHT = 28

RISK_BARS: tuple[tuple[str, float], ...] = tuple(zip(APART, (6.0, 9.0, 12.0, 15.0), strict=True))
"""The four bars of the risk glyph: the group, and how high its bar is when the group can be reached."""
RISK_BAR, RISK_GAP, RISK_STUB = 5.0, 2.0, 1.5

ICONS: dict[str, str] = {
    # how much an unknown weighs
    "decides": "split",
    "matters": "circle-dashed",
    "cannot_change": "circle-slash",
    # what the rules say
    "sources_differ": "scale",
    "not_covered": "minus",
    "leads_to": "arrow-right",
    "back": "arrow-left",
    "source": "book-open",
    # states of the record and of work
    "done": "check",
    "fulfilled": "circle-check",
    "late": "clock-alert",
    "failed": "octagon-alert",
    "wrong": "circle-alert",
    "caution": "triangle-alert",
    "note": "info",
    "read_only": "eye",
    "locked": "lock",
    "demonstration": "flask-conical",
    # what can be done
    "add": "plus",
    "import": "file-down",
    "print": "printer",
    "save": "save",
    "again": "rotate-ccw",
    "search": "search",
    "clear": "x",
    "open_list": "chevron-down",
    "ascending": "arrow-up",
    "descending": "arrow-down",
    "record": "calendar-plus",
    "calendar": "calendar-days",
    "as_table": "table-2",
    "take_back": "archive-restore",
    "delete": "trash-2",
    "passphrase": "key-round",
    "choose_folder": "folder",
    "open_board": "folder-open",
    "checked": "shield-check",
    # places
    "cases": "users",
    "chase": "list-checks",
    "statistics": "chart-bar",
}
"""Each meaning and its picture in Lucide; the window names the meaning only."""

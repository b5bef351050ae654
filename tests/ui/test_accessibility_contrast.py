"""Every colour on every ground that it may stand on, computed from the tokens, and against the table of the design."""

from __future__ import annotations

import pytest

from desktop.ui.tokens import DARK, LIGHT, Colours

TEXT, MARK = 4.5, 3.0
BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])

# ratio on ``surface`` and on ``selected``, light then dark, as the table of colour tokens in the design has them
TABLE = {
    "edge": (3.8, 3.2, 4.7, 3.5),
    "text": (16.3, 13.6, 13.6, 10.0),
    "text2": (8.2, 6.9, 9.1, 6.7),
    "text3": (6.1, 5.1, 6.5, 4.8),
    "accent": (6.8, 5.7, 7.5, 5.6),
    "caution": (6.2, 5.2, 8.4, 6.2),
    "error": (6.5, 5.5, 7.6, 5.6),
    "done": (8.2, 6.9, 8.1, 6.0),
    "risk_very_low": (4.2, 3.5, 9.9, 7.3),
    "risk_low": (5.7, 4.8, 7.0, 5.2),
    "risk_intermediate": (4.2, 3.5, 9.5, 7.0),
    "risk_high": (9.9, 8.3, 5.9, 4.3),
}
WORDS = ("text", "text2", "text3", "accent", "caution", "error")
MARKS = ("edge", "done", "risk_very_low", "risk_low", "risk_intermediate", "risk_high")
GROUNDS = ("surface", "ground", "raised", "hover", "selected", "band", "band_head")
PAIRS = (
    ("on_accent", "accent", TEXT), ("surface", "done", TEXT), ("text", "caution_soft", TEXT),
    ("text2", "caution_soft", TEXT), ("caution", "caution_soft", TEXT), ("text", "error_soft", TEXT),
    ("text2", "error_soft", TEXT), ("error", "error_soft", TEXT), ("on_toast", "toast", TEXT),
    ("toast_accent", "toast", TEXT), ("accent", "caution_soft", MARK), ("accent", "error_soft", MARK),
)  # fmt: skip
"""What stands on grounds of its own: buttons, notices, toasts, the words in a finished course."""


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ratio(colours: Colours, token: str, ground: str) -> float:
    return contrast(getattr(colours, token), getattr(colours, ground))


@pytest.mark.parametrize("token", TABLE)
def test_ratios_are_those_of_the_table(token: str) -> None:
    computed = [ratio(colours, token, ground) for colours in (LIGHT, DARK) for ground in ("surface", "selected")]
    assert computed == pytest.approx(TABLE[token], abs=0.0501)


def test_text_on_the_accent_has_the_ratio_of_the_table() -> None:
    computed = [ratio(colours, "on_accent", "accent") for colours in (LIGHT, DARK)]
    assert computed == pytest.approx([6.8, 7.3], abs=0.0501)


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_and_marks_on_every_ground(colours: Colours, ground: str) -> None:
    assert {token: ratio(colours, token, ground) for token in WORDS if ratio(colours, token, ground) < TEXT} == {}
    assert {token: ratio(colours, token, ground) for token in MARKS if ratio(colours, token, ground) < MARK} == {}


@BOTH
@pytest.mark.parametrize("ground", ["band", "band_head"])
def test_text_on_the_bands_of_a_chart_stays_above_five(colours: Colours, ground: str) -> None:
    assert [token for token in ("text", "text2", "text3") if ratio(colours, token, ground) < 5] == []


@BOTH
@pytest.mark.parametrize(("token", "ground", "least"), PAIRS, ids=lambda one: str(one))
def test_what_stands_on_a_ground_of_its_own(colours: Colours, token: str, ground: str, least: float) -> None:
    assert ratio(colours, token, ground) >= least


def test_known_ratios() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)

"""Dates typed fast, day first, with the precision kept."""

from datetime import date

import pytest

from desktop.ui.forms.date_entry import DateEntryError, read_date

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3/4/26", "03 Apr 2026"),
        ("03.04.2026", "03 Apr 2026"),
        ("3-4-26", "03 Apr 2026"),
        ("030426", "03 Apr 2026"),
        ("03042026", "03 Apr 2026"),
        ("3 apr 26", "03 Apr 2026"),
        ("03 Apr 2026", "03 Apr 2026"),
        ("3 April 2026", "03 Apr 2026"),
        ("2026-04-03", "03 Apr 2026"),
        ("t", "23 Nov 2026"),
        ("today", "23 Nov 2026"),
        ("t-7", "16 Nov 2026"),
        ("T+2w", "07 Dec 2026"),
        ("t-9m", "23 Feb 2026"),
        ("t-1y", "23 Nov 2025"),
        ("11/2026", "Nov 2026"),
        ("nov 2026", "Nov 2026"),
        ("2026-11", "Nov 2026"),
        ("2026", "2026"),
        (" 29/2/24 ", "29 Feb 2024"),
        ("1/1/99", "01 Jan 1999"),
        ("1/1/36", "01 Jan 2036"),
        ("1/1/37", "01 Jan 1937"),
    ],
)
def test_reads(typed: str, words: str) -> None:
    assert read_date(typed, TODAY).words() == words


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "x",
        "31/11/26",
        "29/2/25",
        "0/1/26",
        "1/0/26",
        "4/13/26",
        "3 foo 26",
        "3 apx 2026",
        "12",
        "1850",
        "1/2/3/4",
        "t-9999y",
    ],
)
def test_refuses_in_words(typed: str) -> None:
    with pytest.raises(DateEntryError) as refused:
        read_date(typed, TODAY)
    assert str(refused.value).endswith(".")


def test_says_how_many_days_the_month_has() -> None:
    with pytest.raises(DateEntryError, match="November 2026 has 30 days"):
        read_date("31/11/26", TODAY)


def test_what_is_shown_can_be_typed_back() -> None:
    for typed in ("3/4/26", "11/2026", "2026"):
        read = read_date(typed, TODAY)
        assert read_date(read.words(), TODAY) == read

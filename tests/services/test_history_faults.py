"""The entries that a check of the history names, found in its sentences."""

from __future__ import annotations

from desktop.services.history_faults import MEANING, faults_of


def test_an_altered_entry_and_an_end_that_is_missing() -> None:
    faults = faults_of(
        (
            "The audit was changed: what entry 106 says is not what was written.",
            "The audit is cut: its last entry is 111 and should be 113 or later.",
        )
    )
    assert (faults.altered, faults.gap, faults.last, faults.expected) == (106, None, 111, 113)
    assert faults.end == "At least 2 entries are missing at the end, after entry 111."
    assert faults.sentence == f"Entry 106 was altered; later ones may be, too. {faults.end} {MEANING}"


def test_one_entry_and_what_is_told_besides() -> None:
    faults = faults_of(
        (
            "The audit is cut: its last entry is 5 and should be 6 or later.",
            "On 2026-11-23 the board was opened with a broken audit (entry 4).",
        )
    )
    assert faults.end == "At least one entry is missing at the end, after entry 5."
    assert faults.others == ("On 2026-11-23 the board was opened with a damaged history (entry 4).",)

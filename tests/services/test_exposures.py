"""The ledger in words: totals as entered, what is open in a sentence, each total with its operands."""

from __future__ import annotations

from dataclasses import replace

from plain_exposures import LIBRARY, chest, part, total

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.treatments import CumulativeExposure, Treatment
from desktop.clinical.results import Provenance
from desktop.clinical.vocabulary import Silence
from desktop.services.exposures import ADDED, BASE, DISAGREE, HELD, NOT_ADDED, OTHER_UNIT, PERHAPS, ledger_lines
from desktop.services.watching import watch_lines


def lines(*entries: CumulativeExposure, **facts: object) -> dict[str, list[str]]:
    """Each agent with its totals."""
    told: dict[str, list[str]] = {}
    for one in ledger_lines(LIBRARY, Case(exposures=entries, **facts)):  # type: ignore[arg-type]
        told.setdefault(one.name, []).append(one.total)
    return told


def notes(*entries: CumulativeExposure, **facts: object) -> tuple[str, ...]:
    found = ledger_lines(LIBRARY, Case(exposures=entries, **facts))  # type: ignore[arg-type]
    return tuple(one for line in found for one in line.notes)


def test_totals_stand_in_the_order_of_the_list_with_their_units_side_by_side() -> None:
    found = lines(
        chest("21.6"), part("1200"), part("3", unit="mg_kg"), part("200", agent="cisplatin"),
        part("18", unit="mci_kg", agent="mibg_131"), part("666", unit="mbq_kg", agent="mibg_131"),
        part("1", unit="courses", agent="anti_gd2"), part("1.5", unit="months", agent="eflornithine"),
    )  # fmt: skip
    assert found == {
        "cisplatin": ["200 mg/m²"],
        "doxorubicin": ["at least 1,200 mg/m²", "at least 3 mg/kg"],
        "external radiotherapy, chest (thorax)": ["21.6 Gy"],
        "iodine-131 MIBG": ["at least 18 mCi/kg", "at least 666 MBq/kg"],
        "anti-GD2 antibody": ["1 course"],
        "eflornithine": ["1.5 months"],
    }
    assert OTHER_UNIT in notes(part("100"), part("3", unit="mg_kg"))


def test_spans_and_contradictions_are_told_as_such() -> None:
    assert lines(total("150", "2026-01-10"), part("50")) == {"doxorubicin": ["150 to 200 mg/m²"]}
    assert lines(total("150", "2026-01-10"), total("200", "2026-01-10")) == {"doxorubicin": ["150 or 200 mg/m²"]}
    assert DISAGREE in notes(total("150", "2026-01-10"), total("200", "2026-01-10"))
    assert any("cannot be told" in one for one in notes(total("150", "2026-01-10"), part("50")))


def test_a_silence_is_named_and_is_no_nought() -> None:
    asked = replace(part("", "2026-01-01", "2026-01-03"), amount=silent(Silence.REQUESTED, where="Demo Hospital"))
    assert lines(asked) == {"doxorubicin": ["not known"]}
    assert notes(asked)[0] == "Not added, 01 Jan 2026 to 03 Jan 2026: amount: requested, Demo Hospital."
    assert lines(asked, part("75", "2026-02-01")) == {"doxorubicin": ["at least 75 mg/m²"]}
    assert lines(chest("21", site="")) == {"external radiotherapy, region not told": ["21 Gy"]}
    assert lines() == {}


def test_what_was_given_without_an_amount_is_named() -> None:
    given = Treatment(
        modality=known("chemotherapy"), name=known("zztest cycle"), drugs=known(frozenset({"thiotepa"})),
        began_on=known(PartialDate(2026, 3)),
    )  # fmt: skip
    assert lines(treatments=(given,)) == {"thiotepa": ["not known"]}
    assert notes(treatments=(given,)) == (
        "Given, with no cumulative amount entered: chemotherapy, zztest cycle, from Mar 2026.",
    )  # fmt: skip


def test_what_the_list_of_needed_exposures_asks_for_beside_the_amount_is_told() -> None:
    assert "With dexrazoxane: not asked yet." in notes(part("75"))
    assert "With dexrazoxane: yes (1 of 2 entries), no (1 of 2 entries)." in notes(
        replace(part("75"), with_dexrazoxane=known(value=True)),
        replace(part("75"), with_dexrazoxane=known(value=False)),
    )
    assert "Fractions: 12." in notes(replace(chest("21.6"), fractions=known(12)))
    assert notes(part("75", agent="cisplatin")) == ()


def test_each_total_is_told_with_its_operands_days_and_origin() -> None:
    base = replace(
        total("150", "2026-01-10"), provenance=Provenance(laboratory="Demo Hospital", report_reference="ZZ 1")
    )
    entries = (
        part("75", "2026-01-01", "2026-01-03"), base, part("25", "2026-01-20", "2026-01-22"), part("10"),
        part("", "2026-01-05", "2026-01-05"),
    )  # fmt: skip
    (line,) = ledger_lines(LIBRARY, Case(exposures=entries))
    assert line.total == "175 to 185 mg/m²"
    dexrazoxane = "with dexrazoxane: not asked yet"
    assert line.operands == (
        (BASE, f"150 mg/m², total up to that day, up to 10 Jan 2026, {dexrazoxane}, Demo Hospital, ZZ 1"),
        (ADDED, f"25 mg/m², this part, 20 Jan 2026 to 22 Jan 2026, {dexrazoxane}"),
        (PERHAPS, f"10 mg/m², this part, on a day not told, {dexrazoxane}"),
        (HELD, f"75 mg/m², this part, 01 Jan 2026 to 03 Jan 2026, {dexrazoxane}"),
        (NOT_ADDED, f"amount: not asked yet, this part, 05 Jan 2026, {dexrazoxane}"),
    )
    assert line.open


def test_readings_that_contradict_are_told_apart() -> None:
    (line,) = ledger_lines(LIBRARY, Case(exposures=(total("150", "2026-01-10"), total("200", "2026-01-10"))))
    assert [role for role, _ in line.operands] == [f"1. {BASE}", f"2. {BASE}"]


def test_the_watch_list_of_a_child_says_what_led_to_a_check_by_dose_and_what_is_open() -> None:
    found = {one.risk.id: one for one in watch_lines(LIBRARY, Case(exposures=(part("120"),)))}
    heart = found["LE-HEART"]
    assert heart.why == ("doxorubicin",)
    assert heart.dose_words == "not settled: echocardiogram every 2 years, or perhaps an echocardiogram every 5 years"
    assert heart.rests_on == (
        "doxorubicin 120 mg/m²",
        "external radiotherapy, chest (thorax): no total in Gy is entered",
    )
    assert [one.partition(":")[0] for one in heart.rows] == [
        "Echocardiogram every 2 years", "Perhaps an echocardiogram every 5 years", "No echocardiogram by dose",
    ]  # fmt: skip
    elsewhere = watch_lines(LIBRARY, Case(exposures=(part("120"), chest("21", site="abdomen"))))
    told = next(one.rests_on for one in elsewhere if one.risk.id == "LE-HEART")
    assert told[-1] == "whether chest (thorax) was in the field of external radiotherapy, abdomen"
    both = watch_lines(LIBRARY, Case(exposures=(part("75"), chest("10"), chest("21", site="abdomen"))))
    assert next(one.rests_on for one in both if one.risk.id == "LE-HEART") == (
        "doxorubicin 75 mg/m²",
        "external radiotherapy, chest (thorax) 10 Gy",
        "whether chest (thorax) was in the field of external radiotherapy, abdomen",
    )
    spread = watch_lines(LIBRARY, Case(exposures=(total("90", "2026-01-01"), part("20"), chest("0"))))
    rests = next(one.rests_on for one in spread if one.risk.id == "LE-HEART")
    assert rests[-1] == "doxorubicin: the total is not settled, see the ledger"
    settled = watch_lines(LIBRARY, Case(exposures=(part("250"),)))
    assert next(one.dose_words for one in settled if one.risk.id == "LE-HEART") == "Echocardiogram every 2 years"
    assert watch_lines(LIBRARY, Case(exposures=(part("0"),))) == ()
    field = watch_lines(LIBRARY, Case(exposures=(chest("21"),)))
    ear = next(one for one in field if one.risk.id == "LE-EAR")
    assert not ear.sure and ear.dose_words == "", "nothing of its agents was given"

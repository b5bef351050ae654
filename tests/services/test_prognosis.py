"""The prognostic factors: each with its value or its silence, and which schemes use it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import resources
from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import RuleFileError
from desktop.clinical.prognosis import Prognosis
from desktop.clinical.record.afterwards import Recurrence
from desktop.clinical.record.examinations import Neurotrophin
from desktop.clinical.results import AlkResult, MarkerResult, MycnResult, Provenance
from desktop.clinical.vocabulary import Marker, MarkerUnit, Mycn, PrimarySite, Silence
from desktop.services.assessing import assess_case
from desktop.services.library import Library
from desktop.services.prognosis import FactorReading, prognostic_factors

NAME = "prognosis/factors.toml"


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def readings(library: Library, case: Case) -> dict[str, FactorReading]:
    return {one.id: one for one in prognostic_factors(library, case, assess_case(library, case))}


def test_all_sixteen_in_their_order(library: Library) -> None:
    assert list(readings(library, Case())) == [f"NB-PRO-{number:02}" for number in range(1, 17)]


def test_a_child_of_whom_nothing_is_known_has_silences_and_no_negatives(library: Library) -> None:
    found = readings(library, Case())
    assert found["NB-PRO-03"].value == "MYCN, ALK: not asked yet"
    assert found["NB-PRO-01"].value == "Age at diagnosis (days): not asked yet"
    assert {one.id for one in found.values() if one.known} == {"NB-PRO-02"}


def test_values_and_typed_silences(library: Library) -> None:
    case = Case(
        age_days=known(438),
        primary_site=known(PrimarySite.ADRENAL),
        mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)),),
        alk=(AlkResult(alk=Answer(silence=Silence.REQUESTED, where="Demo Lab")),),
    )
    found = readings(library, case)
    assert found["NB-PRO-01"].value == "438 days"
    assert found["NB-PRO-03"].value == "MYCN not amplified; ALK: requested, Demo Lab"
    assert found["NB-PRO-03"].used == "used by all schemes; no scheme uses ALK"
    assert found["NB-PRO-07"].value == "Primary site adrenal gland"
    only_asked = readings(library, Case(alk=case.alk))["NB-PRO-03"]
    assert "requested, Demo Lab" in only_asked.value
    assert not only_asked.known


def test_laboratory_markers_have_their_latest_value_or_their_silence(library: Library) -> None:
    def ldh(value: int, day: date) -> MarkerResult:
        origin = Provenance(performed_on=PartialDate.of(day))
        return MarkerResult(marker=Marker.LDH, unit=MarkerUnit.U_L, value=known(Decimal(value)), provenance=origin)

    awaited = MarkerResult(marker=Marker.LDH, unit=MarkerUnit.U_L, value=Answer(silence=Silence.REQUESTED))
    case = Case(markers=(ldh(1310, date(2026, 10, 30)), ldh(640, date(2026, 11, 20)), awaited))
    found = readings(library, case)["NB-PRO-09"]
    assert found.value == "LDH 640 U/L, 20 Nov 2026; Ferritin: not asked yet"
    assert found.known
    none = readings(library, Case())["NB-PRO-09"]
    assert (none.value, none.known) == ("LDH, Ferritin: not asked yet", False)
    assert readings(library, Case(markers=(awaited,)))["NB-PRO-09"].value.startswith("LDH: requested")


def test_what_no_scheme_uses_is_said_to_be_so(library: Library) -> None:
    found = readings(library, Case())
    unused = {one.id for one in found.values() if one.used == "no scheme uses it"}
    assert unused == {"NB-PRO-06", "NB-PRO-07", "NB-PRO-09", "NB-PRO-10", "NB-PRO-11", "NB-PRO-16"}
    assert found["NB-PRO-14"].used == "no scheme uses it; INPC does"
    assert found["NB-PRO-01"].used == "used by all schemes"


def test_our_own_reading_is_marked_as_such(library: Library) -> None:
    found = readings(library, Case())
    assert {one.id for one in found.values() if one.doubtful} == {"NB-PRO-12", "NB-PRO-13", "NB-PRO-14"}
    assert "unverified" in found["NB-PRO-12"].source


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('facts = ["mki"]', 'facts = ["shoe_size"]', "shoe_size"),
        ("group = true\n", "", "exactly one"),
        ('markers = ["ldh"', 'markers = ["shoes"', "markers"),
        ('kind = "prognosis"', "kind = ", "cannot be read"),
        ("stands_out = { mycn", "stands_out = { shoes", "shoes"),
    ],
)
def test_a_faulty_file_is_refused(old: str, new: str, told: str) -> None:
    text = resources.read_text(NAME)
    assert old in text
    with pytest.raises(RuleFileError, match=told):
        Prognosis.parse(text.replace(old, new), FIELDS)


def test_the_receptor_is_what_its_entries_say(library: Library) -> None:
    assert readings(library, Case())["NB-PRO-06"].value == "Receptor: not asked yet"
    first, second = (Neurotrophin(receptor=known(code)) for code in ("trk_b", "trk_a"))
    found = readings(library, Case(neurotrophin=(first, second, first)))["NB-PRO-06"]
    assert (found.value, found.known) == ("NTRK2 (TrkB), NTRK1 (TrkA)", True)
    awaited = Neurotrophin(receptor=Answer(silence=Silence.REQUESTED, where="Demo Lab"))
    found = readings(library, Case(neurotrophin=(awaited,)))["NB-PRO-06"]
    assert (found.value, found.known) == ("Receptor: requested, Demo Lab", False)


def test_the_time_to_recurrence_is_counted_from_full_days(library: Library) -> None:
    def of(day: PartialDate | None, course: str = "recurrent") -> FactorReading:
        found = Recurrence(course=known(course), found_on=NOT_ASKED if day is None else known(day))
        case = Case(diagnosed=known(PartialDate(2025, 3, 1)), recurrences=(found,))
        return readings(library, case)["NB-PRO-11"]

    assert readings(library, Case())["NB-PRO-11"].value == "No recurrent disease is recorded."
    assert (of(PartialDate(2026, 3, 1)).value, of(PartialDate(2026, 3, 1)).known) == ("365 days, 01 Mar 2026", True)
    assert of(PartialDate(2026, 3)).value == "Found on: Mar 2026; days cannot be counted from these dates"
    assert of(PartialDate(2025, 2, 27)).value == "Found on: 27 Feb 2025; days cannot be counted from these dates"
    assert of(None).value == "Found on: not asked yet"
    assert of(PartialDate(2026, 3, 1), "refractory").value == "No recurrent disease is recorded."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("neurotrophin.receptor", "neurotrophin.receptors", '"neurotrophin.receptors" is no field of an entry'),
        ("recurrences.found_on", "relapses.found_on", '"relapses.found_on" is no field of an entry'),
        ('entry = "neurotrophin.receptor"', 'remark = "none"', "exactly one of"),
    ],
)
def test_a_field_of_entries_that_there_is_not_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(RuleFileError, match=said):
        Prognosis.parse(resources.read_text(NAME).replace(old, new), FIELDS)

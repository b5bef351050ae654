"""The ledger of exposures: what is added, what a total holds already, what cannot be told, what contradicts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st
from plain_exposures import chest, ledger, part, read, total

from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.treatments import CumulativeExposure, Treatment
from desktop.clinical.vocabulary import Silence


def test_parts_are_added_whatever_their_days() -> None:
    assert read(part("75", "2026-01-01"), part("75"), part("0.5", ended="2025")) == ["150.5"]


def test_nothing_entered_is_no_nought() -> None:
    assert ledger().accounts == ()
    assert ledger(part("75")).account("radiotherapy_external", "chest") is None
    assert read(total("0", "2026-01-01")) == ["0"], "an entered 0 is a total"


def test_a_total_holds_what_ended_by_its_day_and_only_later_parts_are_added() -> None:
    held, after = part("75", "2026-01-01", "2026-01-10"), part("25", "2026-01-11", "2026-01-12")
    up_to = total("150", "2026-01-10")
    assert read(held, up_to, after) == ["175"]
    account = ledger(held, up_to, after).account("doxorubicin")
    assert account is not None
    (one,) = account.totals
    assert one.held == (held,)
    assert (one.readings[0].base, one.readings[0].added) == (up_to, (after,))


def test_of_a_part_that_goes_over_the_day_or_has_no_days_it_cannot_be_told() -> None:
    up_to = total("150", "2026-01-10")
    assert read(up_to, part("50", "2026-01-09", "2026-01-11")) == ["150..200"]
    assert read(up_to, part("50")) == ["150..200"]
    assert read(up_to, part("50", "2026-01-01")) == ["150..200"], "its end is not known"
    assert read(up_to, part("50", "2026-01", "2026-01")) == ["150..200"], "only the month is known"
    assert read(up_to, part("50", "2026-02", "2026-01-05")) == ["150..200"], "it ended before it began"
    assert read(up_to, part("0")) == ["150"], "nothing is nothing on any day"


def test_the_latest_total_counts() -> None:
    assert read(total("100", "2026-01-10"), total("150", "2026-02-10")) == ["150"]
    assert read(total("150", "2026-02"), total("100", "2026-01")) == ["150"]


def test_totals_that_cannot_all_be_so_stand_side_by_side() -> None:
    assert read(total("200", "2026-01-10"), total("150", "2026-01-10")) == ["200", "150"]
    assert read(total("150", "2026-02-10"), total("200", "2026-01-10")) == ["150", "200"], "a sum does not fall"
    assert read(total("150", "2026-02-10"), total("150")) == ["150"], "they say the same"
    assert read(total("150", "2026-02-10"), total("100")) == ["150", "100"], "its day is not known"


def test_a_total_that_is_less_than_the_parts_it_holds_contradicts_them() -> None:
    parts = part("75", "2026-01-01", "2026-01-03"), part("75", "2026-01-05", "2026-01-07")
    assert read(*parts, total("150", "2026-01-10")) == ["150"]
    assert read(*parts, total("149.9", "2026-01-10")) == ["149.9", "150"]
    assert read(*parts, part("50"), total("150", "2026-01-10")) == ["150..200"], "they are just what it holds"
    between = part("60", "2026-01-11", "2026-01-12")
    assert read(total("100", "2026-01-10"), between, total("150", "2026-02-10")) == ["150", "160"]


def test_units_are_never_added_and_what_is_in_another_may_add_more() -> None:
    entries = part("100"), part("3", unit="mg_kg")
    assert read(*entries) == ["100.."]
    assert read(*entries, unit="mg_kg") == ["3.."]
    assert read(part("100"), part("0", unit="mg_kg")) == ["100"]


def test_an_entry_that_says_no_amount_opens_the_total_unless_a_total_holds_it() -> None:
    without = part("", "2026-01-01", "2026-01-02")
    assert read(part("100"), without) == ["100.."]
    assert read(total("100", "2026-01-02"), without) == ["100"]
    assert read(total("100", "2026-01-01"), without) == ["100.."]
    assert read(part("100"), replace(part("50"), counts_as=NOT_ASKED)) == ["100.."]
    assert read(part("100"), replace(part("50"), unit=silent(Silence.UNKNOWN_AT_SOURCE))) == ["100.."]
    account = ledger(without).account("doxorubicin")
    assert account is not None and account.totals == () and account.silent == (without,)


def test_radiotherapy_has_an_account_for_each_region() -> None:
    found = ledger(chest("21"), chest("10"), chest("36", site="abdomen"), chest("5", site=""))
    told = {one.site: [str(each.readings[0].least) for each in one.totals] for one in found.accounts}
    assert told == {"chest": ["31"], "abdomen": ["36"], "": ["5"]}
    assert [one.site.value for one in found.elsewhere("radiotherapy_external", "chest")] == ["abdomen", None]


def test_the_region_of_what_has_none_splits_no_total() -> None:
    assert read(part("100", site="chest"), part("50")) == ["150"]


def test_a_corrected_entry_does_not_count() -> None:
    wrong = part("750")
    assert read(wrong, replace(part("75"), supersedes=wrong.id)) == ["75"]


def treated(began: str, ended: str = "", *drugs: str) -> Treatment:
    of = {"drugs": known(frozenset(drugs or ("doxorubicin",)))}
    days = {name: known(PartialDate.parse(one)) for name, one in (("began_on", began), ("ended_on", ended)) if one}
    return Treatment(**of, **days)  # type: ignore[arg-type]


def test_a_treatment_of_which_no_entry_speaks_opens_the_total() -> None:
    up_to = total("150", "2026-01-10")
    assert read(up_to, given=(treated("2025-12-01", "2026-01-10"),)) == ["150"]
    assert read(up_to, given=(treated("2025-12-01"),)) == ["150"], "it had begun; its end is not known"
    assert read(up_to, given=(treated("2025-12-01", "2026-01-11"),)) == ["150.."]
    assert read(up_to, given=(treated("2026-01-11"),)) == ["150.."]
    assert read(up_to, given=(treated("2026-01-11", "", "cisplatin"),)) == ["150"]
    assert read(total("150"), given=(treated("2025-12-01", "2025-12-03"),)) == ["150.."], "nobody knows up to when"
    assert read(part("75", "2026-01-01", "2026-01-03"), given=(treated("2026-01-03", "2026-01-05"),)) == ["75"]
    assert read(part("75", "2026-01-01", "2026-01-03"), given=(treated("2026-02-01"),)) == ["75.."]
    assert read(part("75"), given=(treated("2026-02-01"),)) == ["75"], "a part without days may be of it"


def test_what_was_given_and_is_nowhere_entered_has_an_account_without_a_total() -> None:
    one = treated("2026-01-01")
    (account,) = ledger(given=(one,)).accounts
    assert (account.agent.code, account.totals, account.given) == ("doxorubicin", (), (one,))


# against brute force

AMOUNTS = st.sampled_from(["0", "10", "25", "0.5"])
DAYS = st.sampled_from(["", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01", "2026-02-01", "2026-02", "2026"])


@st.composite
def parts(draw: st.DrawFn) -> CumulativeExposure:
    return part(draw(AMOUNTS), draw(DAYS), draw(DAYS))


def days_of(text: PartialDate | None) -> list[tuple[int, int]]:
    """Every day that a date can mean, on a calendar of eight days: before January, 1 to 3, 31, February, later."""
    every = [(2025, 1), (2026, 101), (2026, 102), (2026, 103), (2026, 131), (2026, 201), (2026, 228), (2027, 1)]
    if text is None:
        return every
    first = (text.year, (text.month or 0) * 100 + (text.day or 0))
    last = (text.year, (text.month or 99) * 100 + (text.day or 99))
    return [one for one in every if first <= one <= last]


def brute(base: CumulativeExposure, ones: list[CumulativeExposure]) -> tuple[Decimal, Decimal] | None:
    """The least and the most over every calendar that the days leave open; None where a part ends before it begins."""
    found = []
    for until in days_of(base.ended_on.value):
        least = most = base.amount.value or Decimal(0)
        for one in ones:
            spans = [
                (began, ended)
                for began, ended in product(days_of(one.began_on.value), days_of(one.ended_on.value))
                if began <= ended
            ]
            if not spans:
                return None
            amount = one.amount.value or Decimal(0)
            least += min(amount if began > until else Decimal(0) for began, _ in spans)
            most += max(amount if ended > until else Decimal(0) for _, ended in spans)
        found.append((least, most))
    return min(low for low, _ in found), max(high for _, high in found)


@given(st.lists(parts(), max_size=4), st.sampled_from(["2026-01-02", "2026-01", "2026-02-01"]), AMOUNTS)
def test_one_total_with_parts_is_every_sum_that_the_days_leave_open(
    ones: list[CumulativeExposure], until: str, amount: str
) -> None:
    base = total(amount, until)
    expected = brute(base, ones)
    account = ledger(base, *ones).account("doxorubicin")
    assert account is not None
    reading = next(one for one in account.totals[0].readings if one.base is base)
    if expected is not None:
        assert (reading.least, reading.most) == expected


@given(st.lists(st.one_of(parts(), st.builds(total, AMOUNTS, DAYS)), max_size=4))
def test_the_order_of_the_entries_says_nothing(ones: list[CumulativeExposure]) -> None:
    assert len({frozenset(read(*order)) for order in permutations(ones)}) == 1


@given(st.lists(parts(), max_size=5), st.lists(st.builds(total, AMOUNTS, DAYS), max_size=3), parts())
def test_a_further_part_never_makes_it_less(
    ones: list[CumulativeExposure], totals: list[CumulativeExposure], further: CumulativeExposure
) -> None:
    def least(*entries: CumulativeExposure) -> Decimal:
        account = ledger(*entries).account("doxorubicin")
        found = account.total("mg_m2") if account is not None else None
        return min((one.least for one in found.readings), default=Decimal(0)) if found is not None else Decimal(0)

    assert least(*ones, *totals, further) >= least(*ones, *totals)


@given(st.lists(st.one_of(parts(), st.builds(total, AMOUNTS, DAYS)), min_size=1, max_size=6))
def test_every_entry_stands_somewhere_in_its_total(ones: list[CumulativeExposure]) -> None:
    account = ledger(*ones).account("doxorubicin")
    assert account is not None
    (found,) = account.totals
    told = [*found.held]
    for one in found.readings:
        told += [*([one.base] if one.base else []), *one.added, *one.perhaps]
    assert {one.id for one in told} == {one.id for one in ones}

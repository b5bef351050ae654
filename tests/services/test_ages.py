"""The age at diagnosis: worked out, as far as incomplete dates tell, or why there is none."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.vocabulary import Silence
from desktop.reports.content import RiskBlock
from desktop.services.ages import age_missing, age_silence, worked_out_age
from desktop.services.assessing import assess_case
from desktop.services.library import Library
from desktop.services.summaries import content_of

BOTH = "days of birth and diagnosis not known"
FULL = known(PartialDate(2026, 11, 2))


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def test_full_dates_give_the_age(library: Library) -> None:
    (found,) = worked_out_age(Case(born=known(PartialDate(2020, 8, 21)), diagnosed=FULL))
    assert (found.words, found.value) == ("2,264 days (6 y 2 m 12 d)", 2264)
    assert worked_out_age(Case(born=FULL, diagnosed=known(PartialDate(2026, 11, 1)))) == (), "before the birth"


@pytest.mark.parametrize(
    ("born", "diagnosed", "told"),
    [
        (known(PartialDate(2022)), FULL, "between 1,402 and 1,766 days, day of birth not known"),
        (known(PartialDate(2026, 11)), FULL, "between 0 and 1 day, day of birth not known"),
        (known(PartialDate(2022, 3)), known(PartialDate(2023)), f"between 276 and 670 days, {BOTH}"),
        (known(PartialDate(2022)), NOT_ASKED, "not known: date of diagnosis not asked yet"),
        (silent(Silence.DECLINED), FULL, "not known: date of birth declined"),
        (NOT_ASKED, NOT_ASKED, "not asked yet"),
        (known(PartialDate(2026, 12)), FULL, "not known: the dates give none"),
    ],
)  # fmt: skip
def test_what_is_known_of_an_open_age_is_said(
    library: Library, born: Answer[PartialDate], diagnosed: Answer[PartialDate], told: str
) -> None:
    case = Case(born=born, diagnosed=diagnosed)
    assert age_silence(library.labels, case) == told
    assert "age_days" not in assess_case(library, case).facts.facts, "no rule uses it"
    banner = content_of(library, case, today=date(2026, 11, 26), prepared_by="Zztest Coordinator").banner
    assert told in "".join(words.text for words in banner.facts[1][0])


def test_days_from_a_source_count_where_dates_are_incomplete(library: Library) -> None:
    case = Case(born=known(PartialDate(2022)), diagnosed=FULL, age_days=known(1500))
    assert worked_out_age(case) == ()
    assert assess_case(library, case).facts.facts["age_days"] == 1500


def test_an_age_beside_a_diagnosis_before_birth_stops_no_page(library: Library) -> None:
    """The dates count and give none; the entered days are no silence to be told."""
    born, diagnosed = (known(PartialDate.parse(one)) for one in ("2025-11-01", "2025-06-30"))
    case = Case(born=born, diagnosed=diagnosed, age_days=known(400))
    assert age_silence(library.labels, case) == "not known: the dates give none"


def test_an_age_that_lacks_only_the_day_is_not_called_unknown(library: Library) -> None:
    """The page gives the span of days at its head, so it may not say beneath that nothing is known of the age."""
    case = Case(born=known(PartialDate(2021, 9)), diagnosed=FULL)
    content = content_of(library, case, today=date(2026, 11, 26), prepared_by="Zztest Coordinator")
    risk = next(one for one in content.blocks if isinstance(one, RiskBlock))
    assert "age not known to the day" in "".join(words.text for words in risk.statements[0])
    assert age_missing(Case(diagnosed=FULL)) == "age not known"

"""What the centre has not, and the trials that were considered with their standing and why."""

from __future__ import annotations

from desktop.clinical.current import standing
from desktop.clinical.editing import FIELDS
from desktop.clinical.record.treatments import TrialConsidered
from desktop.clinical.vocabulary import Silence
from desktop.reports.content import Rank, TextBlock
from desktop.reports.phrases import Phrase, head, plain
from desktop.services.pages.case_page import CasePage, Said, inside, listed_items


def resources(page: CasePage) -> TextBlock:
    """What the centre has not, and tests that the record says cannot be done here; then the trials."""
    silences = [name for name, field in FIELDS.items() if field.read(page.case).silence is Silence.NOT_AVAILABLE]
    absent = dict.fromkeys((*page.absent, *(page.labels.name(name) for name in silences)))
    told = plain(f" {', '.join(absent)}")
    here: Said = (head("Not available here"), told) if absent else "Resources here"
    return TextBlock(
        label="Resources, trials", paragraphs=(page.gathered(here, *(_trials(page) or ("Trials",))),), rank=Rank.FIRST
    )


def _trials(page: CasePage) -> tuple[Phrase, ...]:
    told = [_trial(page, one) for one in standing(page.case.trials)]
    return ((head("Trials"), plain(f" {len(told)} considered"), *listed_items(told)),) if told else ()


def _trial(page: CasePage, one: TrialConsidered) -> str:
    """``Zztest trial (NCT00000000) cannot join: induction has begun``."""
    number = f" ({one.registry_number.value})" if one.registry_number.value else ""
    stands = page.entry("trials.standing", one.standing).text
    why = f": {inside(one.reason.value)}" if one.reason.value else ""
    return f"{page.entry('trials.trial', one.trial).text}{number} {stands}{why}"

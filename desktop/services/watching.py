"""The late effects that one child is watched for, in words: why, what is looked at, what by dose, and the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.clinical.case import Case
from desktop.clinical.exposures import DoseAnswer, DoseRow, Ledger, dose_answer
from desktop.clinical.exposures.doses import Dose
from desktop.clinical.labels import within
from desktop.clinical.late_effects import Exposed, Risk
from desktop.clinical.risk.rows import Cited
from desktop.services.exposures import amount_words, exposure_name, ledger_for
from desktop.services.library import Library

_DOUBTED = frozenset({"UNVERIFIED", "CONFLICT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLine:
    """One risk of a child. ``why``: what led to it; ``perhaps``: what is to be looked up, where nothing is sure.

    ``by_dose``: the rows that the entered totals lead to, more than one where they settle nothing; ``rests_on``: those
    totals, and what is not known of them; ``rows``: what the source has, row by row.
    """

    risk: Risk
    sure: bool
    why: tuple[str, ...]
    by_dose: tuple[str, ...]
    rests_on: tuple[str, ...]
    rows: tuple[str, ...]
    source: str
    status: str

    @property
    def dose_words(self) -> str:
        """``Echocardiogram every 2 years``, or ``not settled: ...``; empty where the source says nothing by dose."""
        if len(self.by_dose) < 2:
            return "".join(self.by_dose)
        first, *others = self.by_dose
        return f"not settled: {', or '.join((within(first), *map(within, others)))}"


def watch_lines(library: Library, case: Case) -> tuple[WatchLine, ...]:
    """Every risk that something in the record leads to, in the order of the source."""
    return tuple(_lines(library, case))


def source_words(library: Library, cited: Cited) -> str:
    """A source; with its status where that is doubtful."""
    if cited.status.value not in _DOUBTED:
        return cited.source
    return f"{cited.source}; {library.labels.word('evidence', cited.status.value)}"


def row_words(library: Library, row: DoseRow) -> str:
    """One row by dose: what it asks for, its bounds, its source."""
    remark = f" {row.remark}" if row.remark else ""
    return f"{row.words}: {row.told}.{remark} [{source_words(library, row.cited)}]"


def _lines(library: Library, case: Case) -> Iterator[WatchLine]:
    ledger: Ledger | None = None
    for risk in library.watch.risks:
        exposed = library.watch.exposed(case, risk)
        if exposed is None:
            continue
        ledger = ledger or ledger_for(library, case)
        found = dose_answer(risk.doses, ledger) if _asks_of(risk, ledger) else None
        yield WatchLine(
            risk=risk,
            sure=exposed.sure,
            why=_why(library, exposed),
            by_dose=_rows(found) if found is not None else (),
            rests_on=tuple(_operands(library, ledger, found)) if found is not None else (),
            rows=tuple(row_words(library, one) for one in risk.doses),
            source=risk.cited.source,
            status=library.labels.word("evidence", risk.cited.status.value),
        )


def _asks_of(risk: Risk, ledger: Ledger) -> bool:
    """Whether anything of the agents that the rows by dose ask for was given or entered."""
    asked = {one.dose.agent for row in risk.doses for every in row.any_of for one in every}
    return any(one.agent.code in asked for one in ledger.accounts)


def _why(library: Library, one: Exposed) -> tuple[str, ...]:
    labels = library.all_labels
    told = [labels.word(field, code) for field, code in one.codes]
    told += [exposure_name(library, each.agent.value or "", each.site.value or "") for each in one.entered]
    for effect in one.effects:
        name = labels.word("late_effects.effect", effect.effect.value)
        stands = effect.standing.value
        words = labels.word("late_effects.standing", stands) if stands else ""
        told.append(f"entered: {', '.join(part for part in (name, words) if part)}")
    return tuple(dict.fromkeys((*told, *one.perhaps)))


def _rows(found: DoseAnswer) -> tuple[str, ...]:
    """The rows that the totals lead to, in words."""
    return tuple("No row of the source" if one is None else one.words for one in found.rows)


def _operands(library: Library, ledger: Ledger, found: DoseAnswer) -> Iterator[str]:
    """The totals that are entered, then what can still change the answer."""
    for dose in found.entered:
        yield f"{_named(library, dose)} {_total(library, ledger, dose)}"
    for dose in found.deciding:
        yield from _open(library, ledger, dose)


def _open(library: Library, ledger: Ledger, dose: Dose) -> Iterator[str]:
    """Why a dose can still change the answer."""
    name, account = _named(library, dose), ledger.account(dose.agent, dose.site)
    unit = library.all_labels.word("exposures.unit", dose.unit)
    total = account.total(dose.unit) if account is not None else None
    if total is None:
        yield f"{name}: no total in {unit} is entered"
    elif not total.is_settled:
        yield f"{name}: the total is not settled, see the ledger"
    if dose.site:
        for one in dict.fromkeys(each.site.value or "" for each in ledger.elsewhere(dose.agent, dose.site)):
            site = library.all_labels.word("exposures.site", dose.site)
            yield f"whether {site} was in the field of {exposure_name(library, dose.agent, one)}"


def _named(library: Library, dose: Dose) -> str:
    return exposure_name(library, dose.agent, dose.site)


def _total(library: Library, ledger: Ledger, dose: Dose) -> str:
    account = ledger.account(dose.agent, dose.site)
    total = account.total(dose.unit) if account is not None else None
    return amount_words(library, total) if total is not None else ""

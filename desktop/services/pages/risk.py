"""The risk block: the reachable groups, the facts and rows they rest on, what would settle them, all schemes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from desktop.clinical.labels import within
from desktop.clinical.risk import Assessment, Scheme
from desktop.clinical.risk_groups import APART, ORDER, RiskGroup
from desktop.reports.content import GroupBox, GroupState, LedgerRow, RiskBlock
from desktop.reports.phrases import Phrase, Words, head, plain, strong
from desktop.services.ages import age_missing
from desktop.services.assessing import branches_of, conflict_words
from desktop.services.differing import differing_sentences, facts_behind, pairs_beside
from desktop.services.pages.case_page import CasePage, capital

_LEGEND = ((GroupState.SETTLED, "settled"), (GroupState.REACHABLE, "reachable"), (GroupState.EXCLUDED, "excluded"))
_COMPARED = 2
_DOUBTFUL = ("CONFLICT", "UNVERIFIED")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ROWS_TOLD = 3
_OPEN_TOLD = 2
_NAMED = 6


def risk(page: CasePage) -> RiskBlock:
    """The leading scheme in full, the others as rows of the ledger."""
    told = {group for one in page.library.rules.schemes for group in _groups(one)}
    columns = [group for group in APART if group in told]
    return RiskBlock(
        label="Risk group",
        beside=(_standing(page.assessment),),
        legend=_LEGEND,
        word=_word(page),
        boxes=_boxes(page),
        statements=tuple(_statements(page, _cited)),
        brief=tuple(_statements(page, _rows)),
        columns=tuple(page.labels.word("group_short", group) for group in columns),
        ledger_heads=("Scheme", "row" if page.assessment.settled else "row, or open on"),
        ledger=tuple(_ledger_row(page, one, columns) for one in page.assessed.assessments),
        verdict=_verdict(page),
        sentences=tuple(_sentences(page)),
    )


def _standing(assessment: Assessment) -> str:
    if assessment.not_covered is not None:
        return "not covered"
    return "settled" if assessment.settled else "not settled"


def _groups(scheme: Scheme) -> set[str]:
    return {group for row in scheme.rows for group in row.then}


def _word(page: CasePage) -> Words:
    assessment = page.assessment
    if assessment.not_covered is not None:
        return strong(f"Not in {page.labels.scheme(assessment.scheme)}")
    return strong(capital(either([page.labels.word("group", one) for one in assessment.groups])))


def listed(words: Sequence[str], joint: str) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    return f"{', '.join(words[:-1])} {joint} {words[-1]}" if len(words) > 1 else "".join(words)


def either(words: Sequence[str]) -> str:
    """Words of which one holds."""
    return listed(words, "or")


def _boxes(page: CasePage) -> tuple[GroupBox, ...]:
    if page.assessment.not_covered is not None:
        return ()
    groups = [group for group in ORDER if group in _groups(page.scheme)]
    return tuple(GroupBox(page.labels.word("group", one), _state(page.assessment, one)) for one in groups)


def _state(assessment: Assessment, group: str) -> GroupState:
    if group not in assessment.groups:
        return GroupState.EXCLUDED
    return GroupState.SETTLED if assessment.settled else GroupState.REACHABLE


def _statements(page: CasePage, cited: Callable[[CasePage], Phrase]) -> Iterable[Phrase]:
    assessment = page.assessment
    if assessment.not_covered is not None:
        yield (head("Why"), plain(f" {assessment.not_covered}"))
        return
    yield (head("Why"), plain(f" {_facts_used(page)}"))
    yield cited(page)
    yield (head("Deciding test"), *_deciding(page))


def _facts_used(page: CasePage) -> str:
    """The known facts that the reachable rows ask for."""
    rows = [page.scheme.row(one) for one in page.assessment.rows]
    asked = {fact for row in rows for part in (row.when, row.any_of) for fact in part}
    facts = page.assessed.facts.facts
    told = [page.age_words] if "age_days" in facts else [age_missing(page.case)]
    used = [name for name in page.scheme.columns if name in facts and name in asked]
    told += [f"{page.labels.name(name)} {page.labels.value(name, facts[name])}" for name in used]
    return f"{'; '.join(told)}."


def _cited(page: CasePage) -> Phrase:
    """The rows that can be reached and their sources."""
    sources = list(dict.fromkeys(part for one in page.assessment.citations for part in one.source.split("; ")))
    return (*_rows(page), plain(" "), head("Source"), plain(f" {_counted(sources, 3, '; ')}."))


def _rows(page: CasePage) -> Phrase:
    """The rows that can be reached, with a dagger where their sources differ or none was read."""
    assessment = page.assessment
    doubtful = {one.row for one in assessment.citations if one.status in _DOUBTFUL}
    names = [f"{one}†" if one in doubtful else one for one in assessment.rows]
    return (head("Row" if len(names) == 1 else "Rows"), plain(f" {_counted(names, _NAMED)}."))


def _counted(names: Sequence[str], most: int, between: str = ", ") -> str:
    """The first names, and how many more: nothing is left out in silence."""
    more = len(names) - most
    return between.join(names[:most]) + (f" and\u00a0{more}\u00a0more" if more > 0 else "")


def _deciding(page: CasePage) -> Phrase:
    assessment = page.assessment
    if assessment.settled:
        return (plain(" none left: nothing unknown can change it."),)
    to_ask = page.assessed.asking[assessment.scheme]
    if to_ask.has_no_way:
        return (plain(f" none: {kept_open_words(page, assessment.scheme)}."),)
    if not to_ask.sets:
        return (plain(" none: the sources differ, and no test settles it."),)
    first, *others = to_ask.sets
    verb = "alone settles it" if len(first) == 1 else "together settle it"
    more = f", or one of {len(others)} other sets" if others else ""
    names = listed([within(page.labels.name(one)) for one in first], "and")
    return (plain(" "), strong(f"{capital(names)} {verb}"), plain(f"{more}{_answers(page, first)}."))


def kept_open_words(page: CasePage, scheme: str) -> str:
    """What would decide and cannot be asked for: ``histology is not applicable``."""
    names = [within(page.short_name(one)) for one in page.assessed.asking[scheme].kept_open]
    return f"{listed(names, 'and')} {'is' if len(names) == 1 else 'are'} not applicable"


def _answers(page: CasePage, settling: Sequence[str]) -> str:
    """What each answer would give, where one test settles it."""
    if len(settling) != 1:
        return ""
    column = settling[0]
    by_groups: dict[str, list[str]] = {}
    for branch in branches_of(page.library.rules, page.assessed.facts, page.assessment.scheme, column):
        groups = either([page.labels.word("group", one) for one in branch.groups]) if branch.groups else "not covered"
        by_groups.setdefault(groups, []).append(page.labels.value(column, branch.value))
    told = [f"{either(values)} → {groups}" for groups, values in by_groups.items()]
    return f": {'; '.join(told)}" if told else ""


def _ledger_row(page: CasePage, assessment: Assessment, columns: Sequence[str]) -> LedgerRow:
    groups = _groups(page.library.rules.scheme(assessment.scheme))
    covered = assessment.not_covered is None
    states = [_state(assessment, one) if covered and one in groups else GroupState.ABSENT for one in columns]
    name = page.labels.scheme(assessment.scheme)
    wide = None
    if covered and RiskGroup.NOT_HIGH in groups:
        wide = GroupBox(page.labels.word("group", RiskGroup.NOT_HIGH), _state(assessment, RiskGroup.NOT_HIGH))
    return LedgerRow(name, tuple(states), _note(page, assessment), wide)


def _verdict(page: CasePage) -> Phrase:
    """Which of the schemes that have a row for this child share no group with the leading one, as the ledger says."""
    covering = [one for one in page.assessed.assessments if one.not_covered is None]
    if len(covering) < _COMPARED:
        return ()
    lead = page.assessment if page.assessment in covering else covering[0]
    others = [one for one in covering if one is not lead]
    pairs = [set(one.schemes) for one in page.assessed.disagreements]
    differing = [page.labels.scheme(one.scheme) for one in others if {lead.scheme, one.scheme} in pairs]
    if differing:
        verb = "differs" if len(differing) == 1 else "differ"
        told = strong(f"{listed(differing, 'and')} {verb} from {page.labels.scheme(lead.scheme)}")
        return (told, plain(_because(page, lead)))
    if pairs:
        return (strong("Other schemes differ among themselves"), plain(_because(page, lead)))
    if not all(page.library.rules.alike(lead.groups, one.groups) for one in others):
        return (strong("No two schemes exclude each other."),)
    count = _NUMBERS[len(covering)] if len(covering) < len(_NUMBERS) else str(len(covering))
    named = f"All {count}" if len(covering) == len(page.assessed.assessments) else f"The {count} with a row"
    settled = all(one.settled for one in covering)
    return (strong(f"{named} agree." if settled else f"{named} leave the same groups."),)


def _because(page: CasePage, lead: Assessment) -> str:
    """The reason in a sentence; several as the pairs and the facts behind them."""
    reasons = differing_sentences(page.labels, page.assessed)
    if len(reasons) == 1:
        return f": {reasons[0]}"
    over = facts_behind(page.labels, page.assessed, lead.scheme)
    beside = pairs_beside(page.labels, page.assessed, lead.scheme)
    if not any(lead.scheme in one.schemes for one in page.assessed.disagreements):
        return f": {beside}."
    told = f" over {listed(over, 'and')}." if over else "."
    return f"{told} Also {beside}." if beside else told


def _note(page: CasePage, assessment: Assessment) -> str:
    if assessment.not_covered is not None:
        return "no row for this child"
    if assessment.settled:
        return _counted(assessment.rows, 2)
    to_ask = page.assessed.asking[assessment.scheme]
    if to_ask.has_no_way:
        return kept_open_words(page, assessment.scheme)
    names = [page.short_name(one) for one in to_ask.deciding]
    return _counted(names, _OPEN_TOLD if len(names) > _OPEN_TOLD + 1 else len(names)) or "sources differ"


def _sentences(page: CasePage) -> Iterable[Phrase]:
    """The rows in words where they are few, sources that conflict, the warnings."""
    if len(page.assessment.rows) <= _ROWS_TOLD:
        for row in map(page.scheme.row, page.assessment.rows):
            groups = either([page.labels.word("group", one) for one in row.then])
            yield (head(f"{row.id} {groups}:"), plain(f" {row.text}."))
    if page.assessment.conflict:
        yield (strong("Sources differ †:"), plain(f" {conflict_words(page.assessment)}"))
    for warning in (*page.assessment.warnings, *page.assessed.facts.left_out):
        yield (head("Note"), plain(f" {page.labels.told(warning)}"))

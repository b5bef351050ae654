"""The biology strip of the page: value or silence, where it comes from, and what it does to the group.

What a value does is asked of the rules: age and stage as they are, all other biology forgotten, does this value give
a worse set of groups than another value would? Nothing here knows what a marker means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from desktop.clinical.biology import OTHER_REGIONS, StripCell, biology_strip
from desktop.clinical.facts import FactValue
from desktop.clinical.results import MycnResult, Pathology, PloidyResult, SegmentalResult
from desktop.clinical.risk_groups import ORDER
from desktop.clinical.vocabulary import Silence
from desktop.reports.content import Bearing, BiologyBlock, BiologyCell
from desktop.reports.phrases import Phrase, head, plain, silence
from desktop.services.derived import differences, regions_recorded
from desktop.services.pages.case_page import CasePage, capital, origin_words

_NAMES = {"histology": "Histology", "loss_1p": "1p", "loss_11q": "11q", "sca": "Any SCA", "alk": "Tumour ALK"}
_REGIONS = ("loss_1p", "loss_11q", *OTHER_REGIONS)
_FORGOTTEN = ("mycn", "histology", "grade", "mki", "ploidy", "dna_index", "sca", *_REGIONS)
# what a cell shows may rest on these facts: a class on its number, the overall call on its regions
_OWN = {"ploidy": ("dna_index", "ploidy"), "sca": ("sca", *_REGIONS)}
_PART_OF = {"loss_1p": ("loss_1p", "sca"), "loss_11q": ("loss_11q", "sca")}
_CONTRADICTED = ("histology", "mycn", "dna_index", "ploidy", *_REGIONS, "sca", "alk")


def biology(page: CasePage) -> BiologyBlock:
    """Seven cells in their fixed order, and the contradictions in full lines."""
    return BiologyBlock(
        label="Biology",
        beside=("dashed: no value",),
        cells=tuple(_cell(page, _counting(page, one)) for one in biology_strip(page.case)),
        differences=(*page.differences(*_CONTRADICTED), *_beside(page)),
    )


def _beside(page: CasePage) -> Iterator[Phrase]:
    """Where a number, the regions or another edition says otherwise than the call that counts."""
    for fact, sentence in differences(page.library, page.case, page.assessed.facts):
        if sentence not in page.assessment.warnings:
            yield (head(f"≠ {_NAMES.get(fact) or page.labels.name(fact)}"), plain(f" {sentence}"))


def _counting(page: CasePage, cell: StripCell) -> StripCell:
    """The cell with the result that the group rests on, where that is not the latest."""
    used = page.used(cell.fact)
    if used is None or cell.result is None or used is cell.result:
        return cell
    latest = cell.result if getattr(used, cell.fact) != cell.answer else None
    against = tuple(one for one in (latest, *cell.contradicted_by) if one is not None and one is not used)
    return StripCell(cell.name, cell.fact, getattr(used, cell.fact), used, against)


def _cell(page: CasePage, cell: StripCell) -> BiologyCell:
    if _gives(page, cell) is not None:
        return _worked_out(page, cell)
    if cell.answer.is_known:
        bearing, foot = _standing_out(page, cell, *_bearing(page, cell.name))
        differs = " ≠" if cell.contradicted_by else ""
        number = _class_of(page, cell)
        words = page.labels.value(cell.name, number) if number else page.labels.answer(cell.fact, cell.answer)
        value = plain(f"{capital(words)}{differs}")
        return BiologyCell(
            name=_NAMES.get(cell.name) or page.labels.name(cell.name),
            value=value,
            detail=_detail(page, cell),
            bearing=bearing,
            foot=foot,
            facts=_facts(cell),
        )
    foot, decides = _open(page, cell)
    return BiologyCell(
        name=_NAMES.get(cell.name) or page.labels.name(cell.name),
        value=silence(page.labels.word("silence", cell.answer.silence)),
        detail=_detail(page, cell),
        bearing=Bearing.OPEN,
        foot=foot,
        decides=decides,
        facts=_facts(cell),
    )


def _worked_out(page: CasePage, cell: StripCell) -> BiologyCell:
    """A class that nobody reported and that the rules go by: what gives it, and why there is no call."""
    reading, value = page.assessed.histology, _gives(page, cell)
    bearing, foot = _bearing(page, cell.name, {cell.name: value} if value is not None else None)
    return BiologyCell(
        name=_NAMES[cell.name],
        # in the value, because a full page has its details in a note, and nobody may take it for a call
        value=plain(f"{capital(page.labels.value('histology', value))}, worked out"),
        detail=f"by {reading.version}; call {page.labels.silence(cell.answer)}",
        bearing=bearing,
        foot=foot,
        facts=_facts(cell),
    )


def _standing_out(page: CasePage, cell: StripCell, bearing: Bearing, foot: str) -> tuple[Bearing, str]:
    """A value that nobody may miss has the heaviest mark also where other facts make the same group without it."""
    if not page.library.prognosis.stands_out(cell.fact, cell.answer.value):
        return bearing, foot
    return Bearing.STANDS_OUT, "unfavourable" if bearing is Bearing.NONE else foot


def _facts(cell: StripCell) -> tuple[str, ...]:
    return ("sca", *OTHER_REGIONS) if cell.name == "sca" else _OWN.get(cell.name, (cell.name,))


def _detail(page: CasePage, cell: StripCell) -> str:
    """Small print: how it was measured, what else the result says, when and where."""
    parts = _measured(page, cell)
    if cell.answer.is_known and cell.result is not None:
        parts += [cell.result.provenance.method, origin_words(cell.result)]
    else:
        parts += [cell.answer.on.words() if cell.answer.on else "", cell.answer.where]
    return ", ".join(part for part in parts if part)


def _measured(page: CasePage, cell: StripCell) -> list[str]:
    result = cell.result
    if cell.fact == "dna_index":
        number = f" {cell.answer.value}" if _class_of(page, cell) is not None else ""
        return [f"{'from ' if number else ''}{page.labels.name('dna_index')}{number}"]
    if isinstance(result, PloidyResult) and result.dna_index.is_known:
        return [f"{page.labels.name('dna_index')} {result.dna_index.value}"]
    if isinstance(result, MycnResult) and cell.answer.is_known:
        ratio = f"ratio {result.ratio.value}" if result.ratio.is_known else ""
        return [ratio, f"{result.copies.value} copies" if result.copies.is_known else ""]
    if isinstance(result, Pathology) and cell.answer.is_known:
        edition = result.inpc_version
        return [page.labels.answer("inpc_version", edition)] if edition.is_known else []
    return _regions(page, called=_is_call(cell)) if cell.name == "sca" else []


def _is_call(cell: StripCell) -> bool:
    """Whether somebody called the whole, so that it does not follow from the regions."""
    return isinstance(cell.result, SegmentalResult) and cell.result.sca.is_known


def _class_of(page: CasePage, cell: StripCell) -> str | None:
    """The class that the rules read from a measured number, where no laboratory gave one."""
    if cell.fact == cell.name or not cell.answer.is_known:
        return None
    rules = (one for one in page.library.rules.measured if one.key == cell.name and one.number == cell.fact)
    return next((str(one.classify(Decimal(str(cell.answer.value)))) for one in rules), None)


def _regions(page: CasePage, *, called: bool) -> list[str]:
    """The regions that have no cell of their own, as far as they are known; how many of all, if that is not all.

    An overall call says nothing of the single regions, and is named as what it is beside them.
    """
    told = [(region, page.answer(region)) for region in OTHER_REGIONS]
    known = [f"{page.labels.name(name)} {page.labels.answer(name, one)}" for name, one in told if one.is_known]
    recorded, of = regions_recorded(page.library, page.case, "sca")
    partly = recorded < of and (recorded or called)
    call = ["overall call"] if partly and called else []
    regions = f"{recorded} of {of} regions known" if recorded else "single regions not recorded"
    return [*call, *known, regions] if partly else known


def _gives(page: CasePage, cell: StripCell) -> str | None:
    """The class that follows from the other facts, where the pathologist's is not known."""
    return page.assessed.histology.histology if cell.name == "histology" and not cell.answer.is_known else None


def _open(page: CasePage, cell: StripCell) -> tuple[str, bool]:
    """What an open fact can still do, and whether it decides: the group of the leading scheme, as all else says it."""
    columns, lead = _PART_OF.get(cell.name, (cell.name,)), page.assessment.scheme
    if cell.answer.silence is Silence.NOT_APPLICABLE:
        return ("keeps it open" if cell.name in page.assessed.asking[lead].kept_open else ""), False
    deciding = [name for name, one in page.assessed.asking.items() if any(fact in one.deciding for fact in columns)]
    if lead in deciding:
        # a region that bears only through the overall call is not asked for by itself: the call is what decides
        whole = cell.name in page.assessed.asking[lead].deciding
        return ("decides", True) if whole else (_part_of(page, columns), False)
    narrowing, kept_open = page.assessed.can_narrow[lead], page.assessed.asking[lead].kept_open
    if any(fact in (*narrowing, *kept_open) for fact in columns):
        # where the call cannot be had, its regions are what is left to ask for
        own = cell.name in narrowing or any(fact in kept_open for fact in columns)
        return ("may narrow it" if own else _part_of(page, columns)), False
    if deciding:
        named = page.labels.scheme(deciding[0]) if len(deciding) == 1 else f"{len(deciding)} others"
        return f"decides {named}", False
    if page.assessment.not_covered or not _used(page, columns):
        return "not used for risk", False
    return "cannot change", False


def _part_of(page: CasePage, columns: tuple[str, ...]) -> str:
    return f"part of {page.short_name(columns[-1])}"


def _used(page: CasePage, columns: tuple[str, ...]) -> bool:
    return any(name in scheme.columns for scheme in page.library.rules.schemes for name in columns)


def _bearing(page: CasePage, name: str, own: Mapping[str, FactValue] | None = None) -> tuple[Bearing, str]:
    """What a value does to the group at this age and stage, and the words for it; ``own``: one that was worked out."""
    if page.assessment.not_covered or not _used(page, _PART_OF.get(name, (name,))):
        return Bearing.NONE, "not used for risk"
    facts = page.assessed.facts.facts
    own = own or {fact: facts[fact] for fact in _OWN.get(name, (name,)) if fact in facts}
    if not own:
        # recorded and left out of the facts: the rules did not see it, so nothing is said of what it does
        return Bearing.NONE, "not used"
    base = {fact: value for fact, value in facts.items() if fact not in _FORGOTTEN}
    assess = page.library.rules.assess
    reached = assess({**base, **own}, page.assessment.scheme).groups
    sets = [assess({**base, name: one}, page.assessment.scheme).groups for one in page.library.rules.values(name)]
    if all(one == reached for one in sets):
        group = page.labels.word("group", reached[0]) if len(reached) == 1 else ""
        return Bearing.NONE, f"{group} either way" if group else "changes nothing"
    here, others = _severity(reached), [_severity(one) for one in sets]
    if all(one == here for one in others):
        return Bearing.LOWERS, "changes the set"
    if here >= max(others):
        return Bearing.RAISES, "unfavourable"
    if here > min(others):
        return Bearing.LOWERS, "in between"
    # a value that the rules read as another one (MYCN gain) is not called favourable
    followed = name not in own or "dna_index" in own
    alone = others.count(here) == 1 and (followed or own[name] in page.library.rules.values(name))
    return Bearing.LOWERS, "favourable" if alone else "does not raise it"


def _severity(groups: Sequence[str]) -> tuple[int, int]:
    """How severe a set of groups is: its worst, then its best."""
    ranks = [ORDER.index(group) for group in groups] or [0]
    return max(ranks), min(ranks)

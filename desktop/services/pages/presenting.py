"""How the disease showed: one primary or several, how it was found, emergencies and signs, predispositions."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.clinical.current import latest_first, said_first, standing
from desktop.clinical.record.imaging import PrimaryTumour
from desktop.clinical.record.presentation import Symptom
from desktop.reports.phrases import Phrase, head, plain, strong
from desktop.services.pages.case_page import CasePage, Said, day_of, joined

_HOW_FOUND = ("found_by", "first_sign_on", "antenatal_finding")
EMERGENCY = "Emergency"
"""The head under which the list of signs has its emergencies."""


def primaries(page: CasePage) -> tuple[Said, ...]:
    """The site of the primary as staging has it, with the side; each of several by itself."""
    found = standing(page.case.primaries)
    if not found:
        return (page.stated("Primary", "primary_site"),)
    told = "; ".join(_primary(page, one) for one in found)
    count = f" ({len(found)})" if len(found) > 1 else ""
    staged = page.answer("primary_site")
    named = {str(one.site.value) for one in found}
    differs = staged.is_known and str(staged.value) not in {*named, "multiple"}
    beside = f" (staging has {page.labels.answer('primary_site', staged)})" if differs else ""
    return ((head("Primaries" if count else "Primary"), plain(f"{count} {told}{beside}")),)


def _primary(page: CasePage, one: PrimaryTumour) -> str:
    side = page.coded("primaries.side", one.side.value) if one.side.is_known else ""
    return joined(page.entry("primaries.site", one.site).text, side)


def signs(page: CasePage) -> tuple[Said, ...]:
    """How it was found, the emergencies by name, other signs, and what was looked for and not there."""
    found = standing(page.case.symptoms)
    if not found:
        return (*_found(page), "Signs")
    urgent = [one for one in found if _is_emergency(page, one)]
    others = [one for one in found if one not in urgent]
    return (*_found(page), *_emergencies(page, urgent), *_signs(page, others, urgent))


def _found(page: CasePage) -> tuple[Phrase, ...]:
    rows = latest_first(page.case.detection)
    (by, _), (first, _), (seen, _) = told = [said_first(rows, one) for one in _HOW_FOUND]
    words = joined(
        page.coded("detection.found_by", by.value) if by.is_known else "",
        f"first sign {first.value.words()}" if first.value else "",
        f"before birth: {seen.value}" if seen.value else "",
    )
    other = next((one for said, one in told if one is not None and one is not rows[0] and said.is_known), None)
    beside = f" ({joined('another entry', day_of(other))})" if other is not None else ""
    return ((head("Found\u00a0by" if by.is_known else "Found"), plain(f" {words}{beside}")),) if words else ()


def _emergencies(page: CasePage, urgent: Sequence[Symptom]) -> tuple[Phrase, ...]:
    there = [one for one in urgent if one.present.value is not False]
    if not there:
        return ()
    told = "; ".join(_sign(page, one, dated=True) for one in there)
    return ((head("Emergency"), plain(" "), strong(told)),)


def _signs(page: CasePage, others: Sequence[Symptom], urgent: Sequence[Symptom]) -> tuple[Phrase, ...]:
    """Signs by name; emergencies that were looked for and not found by name too, other absent signs counted."""
    seen = [one for one in others if one.present.value is not False]
    there = [_sign(page, one) for one in seen if one.ended_on.value is None]
    gone = [page.entry("symptoms.symptom", one.symptom).text for one in seen if one.ended_on.value is not None]
    absent = [page.entry("symptoms.symptom", one.symptom).text for one in urgent if one.present.value is False]
    count = sum(1 for one in others if one.present.value is False)
    nothing = "none" if not seen and not any(one.present.value is not False for one in urgent) else ""
    parts = (
        ", ".join(there) or nothing,
        f"gone: {', '.join(gone)}" if gone else "",
        f"no {' or '.join(absent)}" if absent else "",
        f"{count} {'other' if count == 1 else 'others'} absent" if count else "",
    )
    told = "; ".join(part for part in parts if part)
    return ((head("Signs"), plain(f" {told}")),) if told else ()


def _sign(page: CasePage, one: Symptom, *, dated: bool = False) -> str:
    name = page.entry("symptoms.symptom", one.symptom).text
    doubt = "" if one.present.is_known else f"present: {page.labels.silence(one.present)}"
    began = f"since {one.began_on.value.words()}" if dated and one.began_on.value else ""
    ended = f"gone {one.ended_on.value.words()}" if one.ended_on.value else ""
    more = joined(doubt, began, ended)
    return f"{name} ({more})" if more else name


def _is_emergency(page: CasePage, one: Symptom) -> bool:
    choice = page.library.record.kinds["symptoms"].field("symptom").choice(str(one.symptom.value))
    return choice is not None and choice.group == EMERGENCY


def predisposition(page: CasePage) -> tuple[Phrase, ...]:
    """What makes the disease more likely in this child; nothing of relatives."""
    told = [
        joined(
            page.entry("predispositions.syndrome", one.syndrome).text,
            page.coded("predispositions.standing", one.standing.value) if one.standing.is_known else "",
        )
        for one in standing(page.case.predispositions)
    ]
    return ((head("Predisposition"), plain(f" {'; '.join(told)}")),) if told else ()

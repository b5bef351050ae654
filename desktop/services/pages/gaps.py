"""What is missing, ranked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.clinical.answers import NOT_ASKED, is_left_out
from desktop.clinical.biology import biology_strip
from desktop.clinical.vocabulary import Silence
from desktop.reports.content import MissingBlock, MissingLine
from desktop.reports.phrases import Phrase, plain, silence, strong
from desktop.services.ages import age_silence
from desktop.services.asking import answer_of
from desktop.services.pages.case_page import CasePage
from desktop.services.pages.risk import kept_open_words

_MATTERS = ("inrgss", "idrfs", "metastases", "marrow_percent", "marrow_mibg", "wishes", "family_knows", "language")
_PARTS_OF = {"sca": ("loss_1p", "loss_11q")}


def missing(page: CasePage) -> MissingBlock:
    """What decides the leading scheme; what matters otherwise; what cannot change the group."""
    scheme = page.assessment.scheme
    deciding = page.assessed.asking[scheme].deciding
    elsewhere = [name for one in page.assessed.asking.values() for name in one.deciding]
    parts = [part for one in page.assessed.asking[scheme].kept_open for part in _PARTS_OF.get(one, ())]
    helps = (*page.assessed.can_narrow[scheme], *parts)
    matters = _open(page, dict.fromkeys((*elsewhere, *helps, *_MATTERS)), without=deciding)
    strip = [cell.name for cell in biology_strip(page.case) if not cell.answer.is_known]
    named = (*deciding, *matters, *(part for one in (*deciding, *matters) for part in _PARTS_OF.get(one, ())))
    rest = _open(page, dict.fromkeys((*page.assessed.cannot_matter(scheme), *strip)), without=named)
    return MissingBlock(
        label="Missing, ranked",
        lines=(
            _line(page, "Decides", deciding, _nothing(page), bold=True),
            _line(page, "Matters", matters, "nothing", keep=2),
            _line(page, "Cannot change", rest, "nothing", keep=1),
        ),
    )


def _open(page: CasePage, facts: Iterable[str], without: Sequence[str]) -> list[str]:
    """The facts that have no value, or none that counts, and could have one."""
    silent = [
        one for one in facts if one not in without and (_unused(page, one) or not answer_of(page.case, one).is_known)
    ]
    asked = [one for one in silent if answer_of(page.case, one).silence is not Silence.NOT_APPLICABLE]
    # what a de-identified page does not tell is not missing
    return [one for one in asked if not is_left_out(answer_of(page.case, one))]


def _unused(page: CasePage, fact: str) -> bool:
    """Whether a fact is recorded, does not count, and follows from nothing else either."""
    return page.left_out(fact) and fact not in page.assessed.facts.facts


def _nothing(page: CasePage) -> str:
    if page.assessment.not_covered is not None:
        return "nothing: the scheme has no row for this child"
    if page.assessed.asking[page.assessment.scheme].has_no_way:
        return f"no test settles it: {kept_open_words(page, page.assessment.scheme)}"
    return "nothing: the risk group is settled" if page.assessment.settled else "no test settles it: sources differ"


def _line(
    page: CasePage, title: str, facts: Sequence[str], nothing: str, *, bold: bool = False, keep: int = 0
) -> MissingLine:
    # those with a silence of their own first; what nobody asked follows together
    ordered = sorted(facts, key=lambda fact: answer_of(page.case, fact) == NOT_ASKED)
    items = tuple(_item(page, fact, bold=bold) for fact in ordered)
    return MissingLine(title, items, () if items else (plain(nothing),), keep)


def _item(page: CasePage, fact: str, *, bold: bool) -> Phrase:
    name = page.labels.name(fact)
    age = fact == "age_days"
    told = silence(age_silence(page.labels, page.case)) if age else page.words(fact, answer_of(page.case, fact))
    unused = (plain(" (not used)"),) if _unused(page, fact) else ()
    return (strong(name) if bold else plain(name), plain(",\u00a0"), told, *unused)

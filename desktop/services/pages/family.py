"""Child and family: what they wish and know, who decides, language, how they are, school, way, whom to call."""

from __future__ import annotations

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.current import latest_first, standing
from desktop.clinical.record.people import CareTeamMember, FamilySituation
from desktop.reports.content import Rank, TextBlock
from desktop.reports.phrases import Phrase, head, plain
from desktop.services.pages.case_page import CasePage, Said, joined


def family(page: CasePage) -> TextBlock:
    """Long words have a paragraph of their own; of safeguarding only that there is a note, never its text."""
    situation = next(iter(latest_first(page.case.family_situation)), FamilySituation())
    wish, knows = page.stated("Wish", "wishes"), page.stated("What they know", "family_knows")
    long = [(one, lines) for one, lines, fact in ((wish, 2, "wishes"), (knows, 1, "family_knows"))
            if not isinstance(one, str) and page.answer(fact).is_known]  # fmt: skip
    own = [one for one, _ in long]
    short = page.gathered(
        *(one for one in (wish, knows) if one not in own),
        *_optional(page, "The child wants", "family_situation.child_wishes", situation.child_wishes),
        _language(page, situation),
        *_optional(page, "Decides", "family_situation.decides", situation.decides),
        *_optional(page, "How they are", "family_situation.psychosocial", situation.psychosocial),
        _asked(page, "Home", "family_situation.distance", situation.distance),
        _asked(page, "School", "family_situation.school", situation.school),
        _safeguarding(page, situation),
        *_line(page, situation),
        *_key_workers(page),
    )
    return TextBlock(
        label="Child and family",
        paragraphs=(*((one,) for one in own), short),
        heavy=True,
        rank=Rank.LAST,
        keeps=(*(lines for _, lines in long), 3 if page.case.family_situation else 2),
        floor=tuple(1 for _ in (*own, short)),
    )


def _asked(page: CasePage, title: str, fact: str, answer: Answer[object]) -> Said:
    """A head and its answer; only the head of what nobody has asked."""
    if answer == NOT_ASKED:
        return title
    value = answer.value
    return (head(title), plain(" "), plain(str(value)) if isinstance(value, str) else page.entry(fact, answer))


def _optional(page: CasePage, title: str, fact: str, answer: Answer[object]) -> tuple[Said, ...]:
    """The same, without a word where nobody has asked."""
    return () if answer == NOT_ASKED else (_asked(page, title, fact, answer),)


def _language(page: CasePage, situation: FamilySituation) -> Said:
    """The language, and whether an interpreter is needed."""
    spoken, needed = page.stated("Language", "language"), situation.interpreter
    if needed == NOT_ASKED:
        return spoken
    if needed.value and "interpreter" in (page.case.language.value or "").lower():
        return spoken
    if needed.is_known:
        told = plain("interpreter needed" if needed.value else "no interpreter needed")
    else:
        told = page.entry("family_situation.interpreter", needed)
    if isinstance(spoken, str):
        bare = plain("needed" if needed.value else "not needed") if needed.is_known else told
        return (head("Interpreter"), plain(" "), bare)
    return (*spoken, plain(", " if needed.is_known else ", interpreter "), told)


def _safeguarding(page: CasePage, situation: FamilySituation) -> Said:
    answer, detail = situation.safeguarding, situation.safeguarding_detail
    if answer.value or detail.is_known:
        return (head("Safeguarding"), plain(" there is a note in the record"))
    if answer.value is False:
        return (head("Safeguarding"), plain(" no concern"))
    return _asked(page, "Safeguarding", "family_situation.safeguarding", answer)


def _line(page: CasePage, situation: FamilySituation) -> tuple[Said, ...]:
    answer = situation.contact_line_given
    if answer.is_known:
        return ((head("Information service"), plain(" given" if answer.value else " not given yet")),)
    return _optional(page, "Information service", "family_situation.contact_line_given", answer)


def _key_workers(page: CasePage) -> tuple[Phrase, ...]:
    """Whom to call: the key worker, with a number."""
    told = [_member(page, one) for one in standing(page.case.care_team) if one.key_worker.value is True]
    return ((head("Key worker"), plain(f" {'; '.join(told)}")),) if told else ()


def _member(page: CasePage, one: CareTeamMember) -> str:
    role = page.entry("care_team.role", one.role).text
    return joined(one.name.value or role, role if one.name.value else "", one.telephone.value or one.email.value or "")

"""Child and family: what they wish and know, who decides, language, how they are, school, way, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.current import latest_first, said_first, standing
from desktop.clinical.handout.disclosed import disclosed
from desktop.clinical.labels import within
from desktop.clinical.record.people import CareTeamMember
from desktop.reports.content import Rank, TextBlock
from desktop.reports.phrases import Phrase, head, plain
from desktop.services.pages.case_page import CasePage, Said, day_of, joined

_TABLE, _TABLE_TOLD = "family_situation", "disclosures"


class _Situation:
    """What the entry that counts says of the family; what only another entry says is told as another's."""

    def __init__(self, page: CasePage) -> None:
        self._page = page
        self._rows = latest_first(page.case.family_situation)

    def answer(self, fact: str) -> Answer[Any]:
        """The answer of the first entry that says anything of it."""
        return said_first(self._rows, fact)[0]

    def beside(self, *facts: str) -> Phrase:
        """That the answers stand in another entry than the one that counts, and of which day that is."""
        found = (said_first(self._rows, fact)[1] for fact in facts)
        other = next((one for one in found if one is not None and one is not self._rows[0]), None)
        return () if other is None else (plain(f" ({joined('another entry', day_of(other))})"),)

    def asked(self, title: str, fact: str) -> Said:
        """A head and its answer; only the head of what nobody has asked."""
        answer = self.answer(fact)
        if answer == NOT_ASKED:
            return title
        value = answer.value
        words = plain(value) if isinstance(value, str) else self._page.entry(f"{_TABLE}.{fact}", answer)
        return (head(title), plain(" "), words, *self.beside(fact))

    def optional(self, title: str, fact: str) -> tuple[Said, ...]:
        """The same, without a word where nobody has asked."""
        return () if self.answer(fact) == NOT_ASKED else (self.asked(title, fact),)

    @property
    def has_concern(self) -> bool:
        """Whether any entry has something to watch over: one that says otherwise does not do away with it."""
        return any(one.safeguarding.value or one.safeguarding_detail.is_known for one in self._rows)


def family(page: CasePage) -> TextBlock:
    """Long words have a paragraph of their own; of safeguarding only that there is a note, never its text."""
    situation = _Situation(page)
    wish, knows = page.stated("Wish", "wishes"), page.stated("What they know", "family_knows")
    long = [(one, lines) for one, lines, fact in ((wish, 2, "wishes"), (knows, 1, "family_knows"))
            if not isinstance(one, str) and page.answer(fact).is_known]  # fmt: skip
    own = [one for one, _ in long]
    short = page.gathered(
        *(one for one in (wish, knows) if one not in own),
        *_told(page),
        *situation.optional("The child wants", "child_wishes"),
        _language(page, situation),
        *situation.optional("Decides", "decides"),
        *situation.optional("How they are", "psychosocial"),
        situation.asked("Home", "distance"),
        situation.asked("School", "school"),
        _safeguarding(situation),
        *_line(situation),
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


def _told(page: CasePage) -> Iterator[Said]:
    """What the family was told and what not yet, thing by thing, by the latest entry of each."""
    found = disclosed(page.case.disclosures)
    # the words of entries take time to read, and most children have none of these
    order = [one.code for one in page.library.record.kinds[_TABLE_TOLD].field("what").choices] if found else []
    for title, answer in (("Told", True), ("Not to be told yet", False)):
        ones = [found[code] for code in order if code in found and found[code].told.value is answer]
        if ones:
            words = ", ".join(within(page.entry(f"{_TABLE_TOLD}.what", one.what).text) for one in ones)
            yield (head(title), plain(f" {words}"))


def _language(page: CasePage, situation: _Situation) -> Said:
    """The language, and whether an interpreter is needed."""
    spoken, needed = page.stated("Language", "language"), situation.answer("interpreter")
    if needed == NOT_ASKED:
        return spoken
    if needed.value and "interpreter" in (page.case.language.value or "").lower():
        return spoken
    beside = situation.beside("interpreter")
    if needed.is_known:
        told = plain("interpreter needed" if needed.value else "no interpreter needed")
    else:
        told = page.entry(f"{_TABLE}.interpreter", needed)
    if isinstance(spoken, str):
        bare = plain("needed" if needed.value else "not needed") if needed.is_known else told
        return (head("Interpreter"), plain(" "), bare, *beside)
    return (*spoken, plain(", " if needed.is_known else ", interpreter "), told, *beside)


def _safeguarding(situation: _Situation) -> Said:
    title = "Safeguarding"
    if situation.has_concern:
        return (head(title), plain(" there is a note in the record"))
    if situation.answer("safeguarding").value is False:
        return (head(title), plain(" no concern"), *situation.beside("safeguarding"))
    return situation.asked(title, "safeguarding")


def _line(situation: _Situation) -> tuple[Said, ...]:
    title, fact = "Information service", "contact_line_given"
    answer = situation.answer(fact)
    if answer.is_known:
        return ((head(title), plain(" given" if answer.value else " not given yet"), *situation.beside(fact)),)
    return situation.optional(title, fact)


def _key_workers(page: CasePage) -> tuple[Phrase, ...]:
    """Whom to call: the key worker, with a number."""
    told = [_member(page, one) for one in standing(page.case.care_team) if one.key_worker.value is True]
    return ((head("Key worker"), plain(f" {'; '.join(told)}")),) if told else ()


def _member(page: CasePage, one: CareTeamMember) -> str:
    role = page.entry("care_team.role", one.role).text
    return joined(one.name.value or role, role if one.name.value else "", one.telephone.value or one.email.value or "")

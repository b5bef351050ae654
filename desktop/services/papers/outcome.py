"""The outcome record of one child: what was decided, on what it stands, who did not agree, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.meetings.basis import SCHEME, ChangedGround, changed_grounds, grounds_now
from desktop.clinical.meetings.codes import Presence
from desktop.clinical.meetings.decision import Action, Decision
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.waking import ConditionNow, conditions_now
from desktop.clinical.meetings.whole import WholeDecision
from desktop.reports.papers.content import (
    Column,
    FrameBlock,
    Paper,
    PaperBlock,
    PaperHead,
    SignaturesBlock,
    TableBlock,
    Tag,
)
from desktop.reports.phrases import Paragraph, Phrase, Words, head, plain, silence, strong
from desktop.services.meetings.attending import Quorum
from desktop.services.meetings.words import condition_words, fact_words, ground_words, hangs_on, value_words
from desktop.services.papers.saying import (
    Desk,
    amended_words,
    continued,
    identity,
    listed,
    moment,
    name_of,
    one,
    ordinal,
    tag_of,
    text_block,
    words_or,
)
from desktop.services.standing import decision_standing

ALSO_ASKED = ("trial", "genetics", "fertility", "palliative", "psychosocial")
_ALSO = {
    "trial": "Trial", "genetics": "Genetics", "fertility": "Fertility", "palliative": "Palliative care",
    "psychosocial": "Psychosocial care",
}  # fmt: skip
NOTHING = "none stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """What one outcome record reads; ``item`` is its place on the agenda, 0 where it has none."""

    whole: WholeDecision
    case: Case
    meeting: Meeting
    item: int
    people: Sequence[Attendance]
    conflicts: Sequence[ConflictOfInterest]
    quorum: Quorum


def basis_changed(desk: Desk, whole: WholeDecision, case: Case) -> tuple[ChangedGround, ...]:
    """What a frozen decision stood on and is another now."""
    if not whole.decision.is_frozen:
        return ()
    names = [one.fact for one in whole.grounds if not one.fact.startswith(SCHEME)]
    return changed_grounds(whole, grounds_now(case, desk.library.rules, names))


def outcome(desk: Desk, facts: OutcomeFacts) -> Paper:
    """The record as a paper."""
    whole, meeting = facts.whole, facts.meeting
    changed = basis_changed(desk, whole, facts.case)
    place = f", item {facts.item}" if facts.item else ""
    presentation = ordinal(whole.decision.presentation)
    return Paper(
        title="Outcome of the tumour board",
        head=PaperHead(
            title=name_of(facts.case),
            right=(
                (strong(f"Outcome, tumour board {day_words(meeting.day)}{place}"),),
                (plain(f"{presentation} presentation"),),
            ),
            tags=_tags(whole, changed),
            facts=(identity(desk.labels, facts.case),),
            continued=continued(facts.case, f"outcome of {day_words(meeting.day)}"),
        ),
        blocks=tuple(_blocks(desk, facts, changed)),
        foot=desk.foot,
        mark=f"{name_of(facts.case)}, case {facts.case.number}",
    )


def _tags(whole: WholeDecision, changed: Sequence[ChangedGround]) -> tuple[Tag, ...]:
    standing = tag_of(decision_standing(whole, changed))
    if not whole.decision.is_frozen:
        return (standing,)
    count = len(whole.amendments)
    amended = f", {count} AMENDMENT{'S' if count > 1 else ''}" if count else ""
    return (standing, Tag(f"LOCKED{amended}"))


def _blocks(desk: Desk, facts: OutcomeFacts, changed: Sequence[ChangedGround]) -> Iterator[PaperBlock]:
    whole, decision = facts.whole, facts.whole.decision
    asked = f"Asked by {decision.asked_by}" if decision.asked_by else ""
    question = words_or(decision.question, "no question written down")
    yield text_block("Question", ((question,), *(((plain(asked),),) if asked else ())))
    yield _decision(desk, whole)
    if changed:
        yield text_block("Basis changed", *_changed(desk, changed), heavy=True, beside=("since it was locked",))
    yield text_block("Conditions", *_conditions(desk, facts))
    yield text_block("Why, and guide", _why(desk, whole))
    yield text_block("Stands on", *_stands_on(desk, whole), beside=("stage and group as agreed",))
    yield text_block("Options seen", *_options(whole))
    new = words_or(decision.new_facts, NOTHING)
    yield text_block("New in the room", ((new,),))
    yield _actions(desk, whole)
    people = len(whole.dissents)
    count = (f"{people} {'person' if people == 1 else 'people'}",) if people else ()
    yield text_block("Dissent", *_dissents(whole), heavy=True, beside=count)
    yield text_block("Child and family", _family(desk, whole), heavy=True)
    yield text_block("Also asked", _also(desk, decision))
    yield text_block("Present", *_present(desk, facts))
    yield text_block("Next board", _next(whole))
    if whole.follow_throughs:
        yield text_block("What became", *_followed(desk, whole), heavy=True, beside=("of the decision",))
    yield _read_back(desk, facts)
    if whole.amendments:
        told = [
            (
                (strong(f"{each.number}."), plain(f" {moment(each.at)}, {each.by}. {each.words}")),
                (head("Reason"), plain(f" {each.reason} The text above stays as locked.")),
                (amended_words(each),),
            )
            for each in whole.amendments
        ]
        yield text_block("Amendments", *told, heavy=True)


def _decision(desk: Desk, whole: WholeDecision) -> PaperBlock:
    decision, labels = whole.decision, desk.labels
    kind: Words = plain(labels.word("decisions.kind", decision.kind)) if decision.kind else silence("type not named")
    intent = plain(labels.word("intent", decision.intent)) if decision.intent else silence("intent not named")
    feasible = _asked(desk, "feasibility", decision.feasibility)
    under: list[Phrase] = [
        (head("Type"), plain(" "), kind),
        (head("Intent"), plain(" "), intent),
        (head("Can it be done"), plain(" "), feasible),
    ]
    if decision.where:
        under.append((head("Where"), plain(f" {decision.where}")))
    if decision.alternative:
        under.append((head("If not"), plain(f" {decision.alternative}")))
    at = decision.confirmed_at
    beside = ("of the board", *((f"{at.astimezone():%H:%M}",) if at else ()))
    return FrameBlock(
        label="Decision", beside=beside, words=decision.recommendation or "Nothing was written down yet.",
        under=tuple(under),
    )  # fmt: skip


def _changed(desk: Desk, changed: Sequence[ChangedGround]) -> Iterator[Paragraph]:
    yield tuple((strong("≠ "), plain(ground_words(desk.labels, each))) for each in changed)
    yield ((plain("What follows from that is for the board: the decision stays as locked."),),)


def _conditions(desk: Desk, facts: OutcomeFacts) -> Iterator[Paragraph]:
    if not facts.whole.conditions:
        yield ((silence("none"),),)
    for each in conditions_now(facts.whole, facts.case, desk.today):
        yield _condition(desk, each)


def _condition(desk: Desk, now: ConditionNow) -> Paragraph:
    told = condition_words(desk.labels, now.condition)
    review = f" Review by {day_words(now.condition.review_by)}." if now.condition.review_by else ""
    state = desk.labels.word("woken", now.state)
    applies = f": {now.applies}" if now.applies else ""
    return ((plain(f"{told}{review}"),), (head("Now"), plain(f" {state}{applies}")))


def _why(desk: Desk, whole: WholeDecision) -> Paragraph:
    decision = whole.decision
    guide = listed((decision.guide, decision.guide_version and f"version {decision.guide_version}"), ", ")
    told: list[Phrase] = [(head("Guide"), plain(" "), words_or(guide, "none named"))]
    if decision.differs is not None:
        reason = desk.labels.word("differs", decision.differs)
        words = f". {decision.differs_words}" if decision.differs_words else ""
        told.append((head("Differs from it"), plain(f" yes, for {reason}{words}")))
    else:
        told.append((head("Differs from it"), plain(" "), silence("no difference stated")))
    return tuple(told)


def _stands_on(desk: Desk, whole: WholeDecision) -> Iterator[Paragraph]:
    decision, labels = whole.decision, desk.labels
    agreed = listed((decision.stage and f"INRGSS {decision.stage}", decision.groups), ", ")
    yield ((head("As agreed"), plain(" "), words_or(agreed, "not written down")),)
    if not whole.grounds:
        yield ((silence("the facts are kept when the chair confirms"),),)
        return
    known = [each for each in whole.grounds if each.value and not each.fact.startswith(SCHEME)]
    schemes = [each for each in whole.grounds if each.fact.startswith(SCHEME)]
    named = {each.fact for each in known}
    # dates give the age: it is known though nobody typed it
    given = {"age_days"} if {"born", "diagnosed"} <= named else set()
    open_ones = [
        each for each in whole.grounds if not each.value and not each.fact.startswith(SCHEME) and each.fact not in given
    ]
    told = "; ".join(_ground(fact_words(labels, one.fact), value_words(labels, one.fact, one.value)) for one in known)
    yield ((plain(told or "no fact was known"),),)
    groups = "; ".join(
        f"{labels.scheme(each.fact.removeprefix(SCHEME))} {value_words(labels, each.fact, each.value)}"
        for each in schemes
    )
    yield ((head("Groups then"), plain(f" {groups}")), (plain(f"rules {decision.rules[:8]}"),))
    if open_ones:
        names = ", ".join(fact_words(labels, each.fact) for each in open_ones)
        yield ((plain(f"{names}: "), silence("not known then")),)
    if decision.reopens:
        yield ((head("Asks for a new look if"), plain(f" {decision.reopens}")),)


def _ground(fact: str, value: str) -> str:
    """``MYCN amplified``; a value that begins as its fact does says itself what it is of."""
    return value if value.partition(" ")[0] == fact.partition(" ")[0] else f"{fact} {value}"


def _options(whole: WholeDecision) -> Iterator[Paragraph]:
    if not whole.options:
        yield ((silence(NOTHING),),)
    for place, each in enumerate(whole.options):
        how: Phrase = (plain(f" – not taken: {each.why_not}"),) if each.why_not else (strong(" – chosen"),)
        yield ((strong(f"{chr(ord('a') + place)} "), plain(each.words), *how),)


def _actions(desk: Desk, whole: WholeDecision) -> PaperBlock:
    locked = whole.decision.is_frozen
    return TableBlock(
        label="Actions", beside=("all open when locked",) if locked else (), heavy=True, ticked=True,
        columns=(Column("", 106), Column(""), Column("", 96, right=True)),
        rows=tuple(
            (
                one(strong(each.owner) if each.owner else silence("nobody named")),
                ((((plain(each.words),),), *_fate(desk, whole, each))),
                one(plain(day_words(each.due)) if each.due else silence("no day")),
            )
            for each in whole.actions
        ),
        empty=(silence("none"),),
    )  # fmt: skip


def _fate(desk: Desk, whole: WholeDecision, action: Action) -> tuple[Paragraph, ...]:
    """What became of it afterwards; that is no part of what was locked."""
    if action.fate is None:
        hangs = hangs_on(desk.labels, whole, action)
        return (((plain(hangs),),),) if hangs else ()
    on = f" {day_words(action.fate_on)}" if action.fate_on else ""
    why = f", {desk.labels.word('not_done', action.fate_why)}" if action.fate_why else ""
    words = f". {action.fate_words}" if action.fate_words else ""
    return (((silence(f"since: {desk.labels.word('fate', action.fate)}{on}{why}{words}"),),),)


def _dissents(whole: WholeDecision) -> Iterator[Paragraph]:
    if not whole.dissents:
        yield ((silence(NOTHING),),)
    for each in whole.dissents:
        who = strong(f"{each.name}. ") if each.name else strong("Somebody who is not named. ")
        answer: Paragraph = ((head("Answer"), plain(f" {each.answer}")),) if each.answer else ()
        yield ((who, plain(f"“{each.words}”")), *answer)


def _family(desk: Desk, whole: WholeDecision) -> Paragraph:
    decision = whole.decision
    wish = f": {decision.wish_words}" if decision.wish_words else ""
    told: list[Phrase] = [
        (head("Wish considered"), plain(" "), _asked(desk, "yes_no", decision.wish_considered), plain(wish)),
    ]
    by = f" by {day_words(decision.tell_by)}" if decision.tell_by else ""
    told.append((head("Who tells them"), plain(" "), words_or(decision.told_by, "nobody named"), plain(by)))
    told.append((head("Key worker"), plain(" "), words_or(decision.key_worker, "nobody named")))
    return tuple(told)


def _also(desk: Desk, decision: Decision) -> Paragraph:
    return tuple(
        (plain(f"{_ALSO[name]}: "), _asked(desk, "yes_no", getattr(decision, f"{name}_considered")))
        for name in ALSO_ASKED
    )


def _asked(desk: Desk, kind: str, answer: Answer[object]) -> Words:
    if answer == NOT_ASKED:
        return silence(desk.labels.silence(answer))
    words = desk.labels.answer(kind, answer)
    return plain(words) if answer.is_known else silence(words)


def _present(desk: Desk, facts: OutcomeFacts) -> Iterator[Paragraph]:
    """By discipline; then who is missing, which disciplines, and interests."""
    words = desk.library.quorum.words
    by: dict[str, list[str]] = {}
    for each in facts.people:
        if each.presence is not Presence.ABSENT:
            how = "" if each.presence is Presence.PRESENT else f" ({desk.labels.word('presence', each.presence)})"
            by.setdefault(words(each.discipline) if each.discipline else "Others", []).append(f"{each.name}{how}")
    told = "; ".join(f"{name}: {', '.join(ones)}" for name, ones in by.items())
    yield ((plain(told) if told else silence("nobody written down"),),)
    away = [each.name for each in facts.people if each.presence is Presence.ABSENT]
    missing = ", ".join(each.discipline.words for each in facts.quorum.missing)
    quorum: Phrase = (head("Quorum"), strong(f" not met: {missing}")) if missing else (head("Quorum"), plain(" met"))
    yield ((head("Absent"), plain(f" {', '.join(away) or 'nobody'}")), quorum)
    mine = [each for each in facts.conflicts if each.case_id in (None, facts.case.id)]
    interests = "; ".join(
        f"{each.name}: {each.words.rstrip('.')}{', stood aside' if each.stood_aside else ''}" for each in mine
    )
    yield ((head("Conflicts of interest"), plain(" "), words_or(interests, NOTHING)),)


def _next(whole: WholeDecision) -> Paragraph:
    decision = whole.decision
    day: Phrase = (strong(day_words(decision.next_board)),) if decision.next_board else (silence("no day named"),)
    return (day, *(((plain(f"or earlier: {decision.next_trigger}"),),) if decision.next_trigger else ()))


def _followed(desk: Desk, whole: WholeDecision) -> Iterator[Paragraph]:
    for each in whole.follow_throughs:
        why = f", {desk.labels.word('not_done', each.why)}" if each.why else ""
        words = f". {each.words}" if each.words else ""
        fate = desk.labels.word("fate", each.fate)
        yield ((strong(day_words(each.told_on)), plain(f" {fate}{why}{words} ({each.by})")),)


def _read_back(desk: Desk, facts: OutcomeFacts) -> PaperBlock:
    decision = facts.whole.decision
    read = (
        plain(f"read back aloud {moment(decision.read_back_at)}") if decision.read_back_at else silence("not read back")
    )
    told: list[Phrase] = [(read,)]
    if decision.confirmed_at is not None:
        told.append((plain(f"confirmed by the chair, {decision.confirmed_by}"),))
        told.append((strong(f"locked {moment(decision.confirmed_at)}"),))
    else:
        told.append((silence("not confirmed by the chair: a draft"),))
    chair = decision.confirmed_by or facts.meeting.chair
    who = (listed(("Chair", chair), ", "), "Consultant", f"Minutes, {desk.board.person.name}")
    return SignaturesBlock(label="Read back", beside=("and locked",), lead=tuple(told), who=who)

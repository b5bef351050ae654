"""The parts of a page that say who it is about, for a page that must not: code, bands, what is left out."""

from __future__ import annotations

from desktop.clinical.answers import LEFT_OUT
from desktop.clinical.dates import day_words
from desktop.clinical.deidentify import Deidentified, Treatment
from desktop.reports.content import Banner, Rank, TextBlock
from desktop.reports.phrases import Paragraph, Phrase, head, plain, silence, strong
from desktop.services.pages.case_page import CasePage, joined
from desktop.services.pages.fitness import body
from desktop.services.pages.identity import DEMONSTRATION
from desktop.services.pages.since import LABEL, NO_BOARD

TITLE = "De-identified summary for a second centre"
_TAG = "DE-IDENTIFIED"


def banner(page: CasePage) -> Banner:
    """The code in place of the name, bands in place of ages and dates, and from when days count."""
    return Banner(
        name=f"Child {_made(page).code}",
        facts=(_identity(page), _times(page)),
        meeting=(strong(TITLE),),
        presentation=(plain("no date is told"),),
        status=_TAG,
        final=True,
        mark=DEMONSTRATION if page.case.demonstration else "",
    )


def briefly(page: CasePage) -> Paragraph:
    """Who a further page is about, beside the code in the name."""
    return ((plain("age band at diagnosis "), strong(_made(page).age or LEFT_OUT)),)


def _made(page: CasePage) -> Deidentified:
    if page.deidentified is None:
        raise TypeError("a page that names the child has its own banner")
    return page.deidentified


def _code(page: CasePage) -> Phrase:
    return (plain("Case code "), strong(_made(page).code))


def _identity(page: CasePage) -> Paragraph:
    sex: Phrase = (page.told("sex"),) if page.case.sex.is_known else (plain("sex "), page.told("sex"))
    years = _made(page).years
    told = plain(years) if years else page.told("diagnosed")
    return (_code(page), sex, body(page), (plain("diagnosed "), told))


def _times(page: CasePage) -> Paragraph:
    """The band, and that days count from diagnosis; no day that somebody could set beside the calendar."""
    made = _made(page)
    age = strong(made.age) if made.age else page.told("age_days")
    counts = "all times are days from diagnosis (D+0)"
    if made.today is None:
        counts = "no date is in the record"
    elif not made.origin_known:
        counts = "no day of diagnosis: days count from the first day in the record"
    last: Paragraph = ((plain("last entry "), strong(day_words(page.as_of))),) if made.today is not None else ()
    return ((plain("Age band at diagnosis "), age), (strong(counts),), *last)


def since(page: CasePage) -> TextBlock:
    """The history names people and days: of it that there was a board, the groups, and which kinds of thing changed."""
    told: Phrase = (
        (head("Board"), plain(" "), silence("day left out")) if page.since.day is not None else (silence(NO_BOARD),)
    )
    changes: Paragraph = tuple((head(title), plain(f" {words}")) for title, words in page.since_told)
    return TextBlock(label=LABEL, paragraphs=((told, *changes),), rank=Rank.LATE, keeps=(2,))


def left_out_here(page: CasePage) -> TextBlock:
    """What the record holds and the page does not, counted; nothing of it is told."""
    made = _made(page)
    texts = len(made.texts) - made.kept
    days = made.dropped.get(Treatment.DAY, 0)
    codes = made.dropped.get(Treatment.CODE, 0)
    counted = joined(
        f"{texts or 'no'} free {'text' if texts == 1 else 'texts'}",
        f"{days} {'day' if days == 1 else 'days'} that would narrow the age" if days else "",
        f"{codes} {'code' if codes == 1 else 'codes'} that only the sender has" if codes else "",
    )
    always = "names, dates, identifiers, specimen, report and study numbers, laboratories and places, people and "
    told = (
        (silence("Left out"), plain(f" {always}telephones, relatives, pictures and documents; {counted}.")),
        (head("Safeguarding"), plain(" "), silence("never exported")),
    )
    kept = f"{made.kept} free {'text' if made.kept == 1 else 'texts'} checked and kept"
    beside: Paragraph = ((head("Kept"), plain(f" {kept}.")),) if made.kept else ()
    return TextBlock(label="De-identified", paragraphs=((*told, *beside),), rank=Rank.LAST, keeps=(2,))


def foot(page: CasePage, rules: str) -> Phrase:
    """What the sender vouches for, in one line, and what the page is not."""
    exact = "Risk groups were computed by the sender from the exact age; the page tells its band. "
    exact = exact if _made(page).age else ""
    return (
        plain(f"De-identified: made from a record without names, dates, numbers and places. {exact}"),
        plain(f"{rules} "),
        silence("Italic"),
        plain(": no value, with its reason. Decision support, not a decision."),
    )

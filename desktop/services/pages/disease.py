"""What the child has: diagnosis, stage, and the course as a sending registry recorded it."""

from __future__ import annotations

from collections.abc import Callable

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.found import found_in, is_whole
from desktop.clinical.results import CourseAtSource
from desktop.clinical.vocabulary import REST_NOT_RECORDED
from desktop.reports.content import Rank, TextBlock
from desktop.reports.phrases import Paragraph, Phrase, head, plain, strong
from desktop.services.pages import presenting, sites
from desktop.services.pages.case_page import CasePage, Said, listed_items

_STAGE_FACTS = (
    *("inrgss", "inss", "idrfs", "compartments", "metastases", "marrow_percent", "marrow_mibg", "symptomatic"),
    "resection",
)


def diagnosis(page: CasePage) -> TextBlock:
    """Site and histological diagnosis, how it was found and showed, and what makes it more likely."""
    told = page.gathered(
        *presenting.primaries(page),
        page.stated("Category", "category"),
        page.stated("Grade", "grade"),
        page.stated("MKI", "mki"),
        *presenting.signs(page),
        *presenting.predisposition(page),
    )
    differences = page.differences("primary_site", "category", "grade", "mki")
    return TextBlock(label="Diagnosis", paragraphs=(told,), rank=Rank.LAST, keeps=(3,), differences=differences)


def stage(page: CasePage) -> TextBlock:
    """INRGSS as entered, or what its parts allow; sites, image-defined risk factors by name, INSS."""
    first = (_inrgss(page), *_optional(page, "Compartments", "compartments"), sites.sites(page))
    second = (*_marrow(page), *sites.marrow_samples(page), *_treatment_facts(page))
    told, brief = (
        page.gathered(*first, *_idrfs(page, name), *sites.checklist_words(page, name), *second)
        for name in (_idrf_named, _idrf_number)
    )
    warnings = tuple(((plain(one),),) for one in page.assessed.stage.warnings)
    return TextBlock(
        label="Stage",
        paragraphs=(told, *warnings),
        brief=(brief, *warnings),
        rank=Rank.LAST,
        keeps=(4,),
        floor=(2,),
        differences=page.differences(*_STAGE_FACTS),
    )


def _inrgss(page: CasePage) -> Phrase:
    answer, reading = page.answer("inrgss"), page.assessed.stage
    parts = " or ".join(reading.possible)
    if page.left_out("inrgss"):
        return (head("INRGSS"), plain(f" {answer.value} (not used; its parts say {parts})"))
    if answer.is_known:
        differs = f" (its parts say {parts})" if str(answer.value) not in reading.possible else ""
        return (strong(f"INRGSS {answer.value}"), plain(differs))
    derived = f" (from its parts: {reading.stage})" if reading.stage else f" (its parts allow {parts})"
    return (strong("INRGSS "), page.told("inrgss"), plain(derived if _has_parts(page) else ""))


def _has_parts(page: CasePage) -> bool:
    return any(page.answer(fact).is_known for fact in ("idrfs", "metastases", "compartments"))


def _idrfs(page: CasePage, called: Callable[[CasePage, str], str]) -> tuple[Said, ...]:
    """The risk factors as they are called, and apart from them what is only recorded beside them."""
    answer = page.answer("idrfs").value
    if not isinstance(answer, frozenset) or not (found := found_in(answer)):
        return (page.stated("IDRF", "idrfs"),)
    counting = {item.id for item in page.library.rules.items("idrf") if item.counts}
    names = [called(page, one) for one in sorted(found & counting)]
    beside = page.labels.value("idrfs", found - counting) if found - counting else ""
    # a checklist says itself how many were not looked for
    told_beside = is_whole(answer) or page.case.idrf_findings
    rest = () if told_beside else (plain(f", {page.labels.value('idrfs', REST_NOT_RECORDED)}"),)
    told = (head("IDRF"), strong(f" {len(names)} of {len(counting)} present"), *listed_items(names, ", "), *rest)
    return (told, *(((head("Also recorded"), plain(f" {beside}")),) if beside else ()))


def _idrf_named(page: CasePage, code: str) -> str:
    return f"{page.labels.value('idrfs', code)} ({_idrf_number(page, code)})"


def _idrf_number(_page: CasePage, code: str) -> str:
    """The number in the published list, which begins the code: ``16`` of ``IDRF16_ABD_AORTA_CAVA``."""
    return code.partition("_")[0].removeprefix("IDRF").lstrip("0")


def _marrow(page: CasePage) -> tuple[Said, ...]:
    # the words of the answer begin with the name of the scan, which stands for the name of the fact
    words = page.labels.answer("marrow_mibg", page.answer("marrow_mibg"))
    named = page.answer("marrow_mibg").is_known and words.startswith("MIBG ")
    mibg: Said = (head("MIBG"), plain(words.removeprefix("MIBG"))) if named else page.stated("MIBG", "marrow_mibg")
    return (page.stated("Marrow", "marrow_percent", " %"), mibg)


def _treatment_facts(page: CasePage) -> tuple[Said, ...]:
    return (
        *_optional(page, "Symptoms", "symptomatic"),
        *_optional(page, "Resection", "resection"),
        page.stated("INSS", "inss"),
    )


def _optional(page: CasePage, title: str, fact: str) -> tuple[Said, ...]:
    """A fact that is asked of some children only: printed unless nobody has asked."""
    return () if page.answer(fact) == NOT_ASKED else (page.stated(title, fact),)


def course(page: CasePage) -> tuple[TextBlock, ...]:
    """What the sending registry recorded of the course, under its own rules; nothing where there is none."""
    told = tuple(one for record in page.case.course for one in _recorded(page, record))
    if not told:
        return ()
    return (TextBlock(label="From the registry", paragraphs=(told,)),)


def _recorded(page: CasePage, record: CourseAtSource) -> Paragraph:
    rules = f" ({record.high_risk_rules})" if record.high_risk_rules else ""
    told = [
        _known(page, "high_risk", record.high_risk, after=rules),
        _known(page, "outcome_class", record.outcome_class),
        _known(page, "progression", record.progression),
        _known(page, "death_from_disease", record.death_from_disease),
        # a day count alone does not say that there was an event
        _known(page, "days_to_event", record.days_to_event, "event, or last seen, after: ", " days"),
        _known(page, "follow_up_days", record.follow_up_days, "follow-up: ", " days"),
    ]
    return tuple(one for one in told if one)


def _known(page: CasePage, fact: str, answer: Answer[object], before: str = "", after: str = "") -> Phrase:
    if answer == NOT_ASKED:
        return ()
    if not answer.is_known:
        return (plain(f"{page.labels.name(fact)} "), page.words(fact, answer))
    return (plain(f"{before}{page.labels.answer(fact, answer)}{after}"),)

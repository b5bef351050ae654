"""Reading the data of exposures, with errors that name the file, the row and the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from desktop.clinical.exposures.doses import Dose, DoseRow, DoseTerm
from desktop.clinical.exposures.ledger import Agent
from desktop.clinical.exposures.rules import Band, DoseBands, ExposureRules, SurfaceFormula
from desktop.clinical.record.reading_doubts import read_number
from desktop.clinical.record.treatments import CumulativeExposure
from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.toml_tables import Table

Codes = Mapping[str, frozenset[str]]
"""The values that fields of the record may have, by ``table.field``."""

AGENT, UNIT, SITE = "exposures.agent", "exposures.unit", "exposures.site"
DRUGS, MODALITY = "treatments.drugs", "treatments.modality"


def parse_exposure_rules(name: str, text: str, codes: Codes) -> ExposureRules:
    """Read the file. ``codes`` are those of the record. Raises RuleFileError that names the row and the key."""
    file = open_file(name, text)
    file.only(*HEAD, "agent", "surface", "label")
    sources = Sources(file)
    agents = file.tables("agent", "code")
    found = {one.text("code"): _agent(one, sources, codes) for one in agents}
    if len(found) < len(agents) or {*found} != codes[AGENT]:
        raise file.refuse("the agents must be those of the record, each once")
    surface = Table.of(f"{name}, surface", file.values.get("surface"))
    labels = tuple(_label(one, sources, codes) for one in file.tables("label", "id"))
    return ExposureRules(head(file, sources), found, _formula(surface, sources), labels)


def read_dose_row(one: Table, sources: Sources, codes: Codes) -> DoseRow:
    """One row of a table of checks by dose."""
    one.only("words", "told", "remark", "when", "source", "status")
    return DoseRow(
        words=one.text("words"),
        told=one.text("told"),
        remark=one.words("remark"),
        any_of=tuple(_every(each, codes) for each in one.tables("when", "all")),
        cited=sources.cite(one),
    )


def known_codes(one: Table, key: str, named: tuple[str, ...], codes: frozenset[str]) -> frozenset[str]:
    """The codes that a row names. Raises RuleFileError for one that the record does not have."""
    unknown = next((code for code in named if code not in codes), None)
    if unknown:
        raise one.refuse(f'"{key}" names "{unknown}", which is no code of the record')
    return frozenset(named)


def _agent(one: Table, sources: Sources, codes: Codes) -> Agent:
    one.only("code", "by_site", "asks", "drugs", "modality", "source", "status")
    sources.cite(one)
    if not {*one.names("asks")} <= {each.name for each in fields(CumulativeExposure)}:
        raise one.refuse('"asks" must name fields of an exposure')
    return Agent(
        code=one.text("code"),
        by_site=one.flag("by_site"),
        asks=one.names("asks"),
        drugs=known_codes(one, "drugs", one.names("drugs"), codes[DRUGS]),
        modalities=known_codes(one, "modality", one.names("modality"), codes[MODALITY]),
    )


def _every(one: Table, codes: Codes) -> tuple[DoseTerm, ...]:
    one.only("all")
    found = tuple(_term(each, codes) for each in one.tables("all", "agent"))
    if not found:
        raise one.refuse('"all" must hold at least one bound')
    return found


def _term(one: Table, codes: Codes) -> DoseTerm:
    one.only("agent", "site", "unit", "from", "above", "below")
    for key, field in (("agent", AGENT), ("unit", UNIT), ("site", SITE)):
        known_codes(one, key, (one.text(key),) if key != "site" or "site" in one.values else (), codes[field])
    term = DoseTerm(
        dose=Dose(one.text("agent"), one.words("site"), one.text("unit")),
        least=read_number(one, "from"),
        above=read_number(one, "above"),
        below=read_number(one, "below"),
    )
    if not term.bounds:
        raise one.refuse('a bound needs "from", "above" or "below"')
    return term


def _formula(one: Table, sources: Sources) -> SurfaceFormula:
    one.only("name", "words", "divisor", "remark", "source", "status")
    divisor = read_number(one, "divisor")
    if divisor is None or divisor <= 0:
        raise one.refuse('"divisor" must be above 0')
    return SurfaceFormula(
        name=one.text("name"),
        words=one.text("words"),
        divisor=divisor,
        remark=one.words("remark"),
        cited=sources.cite(one),
    )


def _label(one: Table, sources: Sources, codes: Codes) -> DoseBands:
    one.only(
        "id", "title", "drug", "for_whom", "band", "without", "recheck_months", "recheck", "source", "status"
    )  # fmt: skip
    known_codes(one, "drug", (one.text("drug"),), codes[DRUGS])
    bands = tuple(_band(each) for each in one.tables("band", "words"))
    if not bands:
        raise one.refuse("a label needs bands, each written as [[label.band]]")
    return DoseBands(
        id=one.text("id"),
        title=one.text("title"),
        drug=one.text("drug"),
        for_whom=one.text("for_whom"),
        bands=bands,
        without=one.text("without"),
        recheck_months=one.whole("recheck_months", 1),
        recheck=one.text("recheck"),
        cited=sources.cite(one),
    )


def _band(one: Table) -> Band:
    one.only("words", "from", "above", "below", "up_to")
    return Band(
        words=one.text("words"),
        least=read_number(one, "from"),
        above=read_number(one, "above"),
        below=read_number(one, "below"),
        most=read_number(one, "up_to"),
    )

"""Late effects to watch for as data: which treatment or exposure carries which risk, what is looked at, and what by
dose; it orders no check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.exposures.doses import DoseRow
from desktop.clinical.exposures.reading import AGENT, DRUGS, MODALITY, SITE, Codes, known_codes, read_dose_row
from desktop.clinical.record.afterwards import LateEffect
from desktop.clinical.record.treatments import CumulativeExposure, Treatment
from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table

EFFECT = "late_effects.effect"
_OVER = "resolved"


@dataclass(frozen=True, slots=True)
class Exposure:
    """What carries a risk: a treatment by one of its modalities or drugs, an entered exposure by its agent, at one of
    the sites where it must have been there. ``sure`` is false where the record cannot say whether it did, and ``words``
    then says what is to be looked up."""

    modalities: frozenset[str]
    drugs: frozenset[str]
    agents: frozenset[str]
    sites: frozenset[str]
    sure: bool
    words: str

    def is_of(self, one: CumulativeExposure) -> bool:
        """Whether an entered exposure is this; 0 says that nothing was given."""
        here = not self.sites or one.site.value in self.sites
        return one.agent.value in self.agents and here and one.amount.value != 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One risk: what carries it, what is looked at, by dose where the source says so, and the late effects that are
    it."""

    id: str
    words: str
    check: str
    remark: str
    effects: frozenset[str]
    exposures: tuple[Exposure, ...]
    doses: tuple[DoseRow, ...]
    cited: Cited


@dataclass(frozen=True, slots=True)
class Exposed:
    """Why a child is watched: ``codes`` of treatments and drugs, entered exposures, ``perhaps`` what is to be looked
    up, and entries of late effects."""

    codes: tuple[tuple[str, str], ...]
    perhaps: tuple[str, ...]
    effects: tuple[LateEffect, ...]
    entered: tuple[CumulativeExposure, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether anything settles it; else it is only possible."""
        return bool(self.codes or self.effects or self.entered)


@dataclass(frozen=True, slots=True)
class WatchRules:
    """All risks in the order of their source; ``combinations`` says which drugs a code stands for."""

    file: RuleFile
    combinations: Mapping[str, frozenset[str]]
    risks: tuple[Risk, ...]

    def exposed(self, case: Case, risk: Risk) -> Exposed | None:
        """Why a child is watched for a risk; None where nothing in the record says so. A silence says nothing."""
        sure, perhaps = dict[tuple[str, str], None](), dict[str, None]()
        entered = _entered(case, risk)
        for one in standing(case.treatments):
            for exposure in risk.exposures:
                found = tuple(self._found(one, exposure))
                if found and exposure.sure:
                    sure.update(dict.fromkeys(found))
                elif found and not any(exposure.is_of(each) for each in entered):
                    perhaps[exposure.words] = None
        perhaps.update(dict.fromkeys(_perhaps(case, risk, entered)))
        effects = tuple(one for one in standing(case.late_effects) if _watched(one, risk))
        if not (sure or perhaps or effects or entered):
            return None
        return Exposed(tuple(sure), tuple(perhaps), effects, entered)

    def _found(self, one: Treatment, exposure: Exposure) -> Iterator[tuple[str, str]]:
        """The codes of a treatment that an exposure names, each with its field; a combination by its own code."""
        if one.modality.value in exposure.modalities:
            yield MODALITY, str(one.modality.value)
        for code in sorted(one.drugs.value or ()):
            if self.combinations.get(code, frozenset({code})) & exposure.drugs:
                yield DRUGS, code


def parse_watch_rules(name: str, text: str, codes: Codes) -> WatchRules:
    """Read the file. ``codes`` are those of the record. Raises RuleFileError that names the row and the key."""
    file = open_file(name, text)
    file.only(*HEAD, "combination", "risk")
    sources = Sources(file)
    combined = dict(_combination(one, sources, codes) for one in file.tables("combination", "code"))
    risks = tuple(_risk(one, sources, codes) for one in file.tables("risk", "id"))
    if len({one.id for one in risks}) != len(risks):
        raise file.refuse("a risk stands twice; give each its own id")
    return WatchRules(head(file, sources), combined, risks)


def _combination(one: Table, sources: Sources, codes: Codes) -> tuple[str, frozenset[str]]:
    one.only("code", "drugs", "source", "status")
    sources.cite(one)
    known_codes(one, "code", (one.text("code"),), codes[DRUGS])
    return one.text("code"), known_codes(one, "drugs", one.names("drugs"), codes[DRUGS])


def _risk(one: Table, sources: Sources, codes: Codes) -> Risk:
    one.only("id", "words", "check", "remark", "effects", "exposure", "dose", "source", "status")
    return Risk(
        id=one.text("id"),
        words=one.text("words"),
        check=one.text("check"),
        remark=one.words("remark"),
        effects=known_codes(one, "effects", one.names("effects"), codes[EFFECT]),
        exposures=tuple(_exposure(each, codes) for each in one.tables("exposure", "fit")),
        doses=tuple(read_dose_row(each, sources, codes) for each in one.tables("dose", "words")),
        cited=sources.cite(one),
    )


def _exposure(one: Table, codes: Codes) -> Exposure:
    one.only("modality", "drugs", "agents", "sites", "fit", "words")
    fit, words = one.text("fit"), one.words("words")
    if fit not in {"yes", "maybe"} or (fit == "maybe") != bool(words):
        raise one.refuse('"fit" must be "yes", or "maybe" with "words" that say what is to be looked up')
    return Exposure(
        known_codes(one, "modality", one.names("modality"), codes[MODALITY]),
        known_codes(one, "drugs", one.names("drugs"), codes[DRUGS]),
        known_codes(one, "agents", one.names("agents"), codes[AGENT]),
        known_codes(one, "sites", one.names("sites"), codes[SITE]),
        fit == "yes",
        words,
    )


def _entered(case: Case, risk: Risk) -> tuple[CumulativeExposure, ...]:
    """The entered exposures that surely carry a risk."""
    sure = [one for one in risk.exposures if one.sure]
    return tuple(one for one in standing(case.exposures) if any(each.is_of(one) for each in sure))


def _perhaps(case: Case, risk: Risk, entered: tuple[CumulativeExposure, ...]) -> Iterator[str]:
    """What is to be looked up of entered exposures that do not carry it surely, such as a field beside the region."""
    told = {one.agent.value for one in entered}
    for one in standing(case.exposures):
        if one.agent.value not in told:
            yield from (each.words for each in risk.exposures if not each.sure and each.is_of(one))


def _watched(one: LateEffect, risk: Risk) -> bool:
    """An entry of a late effect that is not over; of one without a word on how it stands it is not said that it is."""
    return one.effect.value in risk.effects and one.standing.value != _OVER

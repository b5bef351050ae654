"""Late effects to watch for as data: which treatment carries which risk, what is looked at; it orders no check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.record.afterwards import LateEffect
from desktop.clinical.record.treatments import Treatment
from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table

Codes = Mapping[str, frozenset[str]]
"""The values that fields of the record may have, by ``table.field``."""

MODALITY, DRUGS, EFFECT = "treatments.modality", "treatments.drugs", "late_effects.effect"
_OVER = "resolved"


@dataclass(frozen=True, slots=True)
class Exposure:
    """A treatment that carries a risk: by one of its modalities or drugs. ``sure`` is false where the record cannot
    say whether it did, and ``words`` then says what is to be looked up."""

    modalities: frozenset[str]
    drugs: frozenset[str]
    sure: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One risk: what carries it, what is looked at, and the late effects that are it."""

    id: str
    words: str
    check: str
    remark: str
    effects: frozenset[str]
    exposures: tuple[Exposure, ...]
    cited: Cited


@dataclass(frozen=True, slots=True)
class Exposed:
    """Why a child is watched: ``codes`` of treatments and drugs, ``perhaps`` what is to be looked up, and entries."""

    codes: tuple[tuple[str, str], ...]
    perhaps: tuple[str, ...]
    effects: tuple[LateEffect, ...]

    @property
    def sure(self) -> bool:
        """Whether anything settles it; else it is only possible."""
        return bool(self.codes or self.effects)


@dataclass(frozen=True, slots=True)
class WatchRules:
    """All risks in the order of their source; ``combinations`` says which drugs a code stands for."""

    file: RuleFile
    combinations: Mapping[str, frozenset[str]]
    risks: tuple[Risk, ...]

    def exposed(self, case: Case, risk: Risk) -> Exposed | None:
        """Why a child is watched for a risk; None where nothing in the record says so. A silence says nothing."""
        sure, perhaps = dict[tuple[str, str], None](), dict[str, None]()
        for one in standing(case.treatments):
            for exposure in risk.exposures:
                found = tuple(self._found(one, exposure))
                if found and exposure.sure:
                    sure.update(dict.fromkeys(found))
                elif found:
                    perhaps[exposure.words] = None
        effects = tuple(one for one in standing(case.late_effects) if _watched(one, risk))
        return Exposed(tuple(sure), tuple(perhaps), effects) if sure or perhaps or effects else None

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
    _known(one, "code", (one.text("code"),), codes[DRUGS])
    return one.text("code"), _known(one, "drugs", one.names("drugs"), codes[DRUGS])


def _risk(one: Table, sources: Sources, codes: Codes) -> Risk:
    one.only("id", "words", "check", "remark", "effects", "exposure", "source", "status")
    return Risk(
        id=one.text("id"),
        words=one.text("words"),
        check=one.text("check"),
        remark=one.words("remark"),
        effects=_known(one, "effects", one.names("effects"), codes[EFFECT]),
        exposures=tuple(_exposure(each, codes) for each in one.tables("exposure", "fit")),
        cited=sources.cite(one),
    )


def _exposure(one: Table, codes: Codes) -> Exposure:
    one.only("modality", "drugs", "fit", "words")
    fit, words = one.text("fit"), one.words("words")
    if fit not in {"yes", "maybe"} or (fit == "maybe") != bool(words):
        raise one.refuse('"fit" must be "yes", or "maybe" with "words" that say what is to be looked up')
    return Exposure(
        _known(one, "modality", one.names("modality"), codes[MODALITY]),
        _known(one, "drugs", one.names("drugs"), codes[DRUGS]),
        fit == "yes",
        words,
    )


def _known(one: Table, key: str, named: tuple[str, ...], codes: frozenset[str]) -> frozenset[str]:
    unknown = next((code for code in named if code not in codes), None)
    if unknown:
        raise one.refuse(f'"{key}" names "{unknown}", which is no code of the record')
    return frozenset(named)


def _watched(one: LateEffect, risk: Risk) -> bool:
    """An entry of a late effect that is not over; of one without a word on how it stands it is not said that it is."""
    return one.effect.value in risk.effects and one.standing.value != _OVER

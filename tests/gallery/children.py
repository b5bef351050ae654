"""Children who do not exist and who strain a layout: long names, nothing known, everything known, in the bin."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import (
    CaseStatus,
    Category,
    Grade,
    Histology,
    InpcVersion,
    Mki,
    Mycn,
    Presence,
    Sex,
    Silence,
)
from tests.builders import full_case

LONG = "María de los Ángeles Guadalupe"
NOTHING = "Nobody"
EVERYTHING = "Alpha-Øyvind"
IN_THE_BIN = "Twice"
ALL_SILENT = "Silent"
BESIDE = "Beside"


def extra_children() -> tuple[Case, ...]:
    """All of them, with keys that are the same in every run."""
    return (_long(), _nothing(), _everything(), _silent(), _beside(), _binned())


def _case(given: str, mrn: str) -> Case:
    key = uuid5(NAMESPACE_URL, f"crestboard-gallery/{mrn}")
    identifier = Identifier(id=uuid5(key, "mrn"), system="mrn", value=mrn)
    return Case(id=key, demonstration=True, family_name="Zztest", given_name=given, identifiers=(identifier,))


def _long() -> Case:
    """The longest names, question and words that a form has to bear."""
    case = replace(
        _case(LONG, "HOSPITAL-UNIVERSITARIO-0000117"),
        family_name="Zztest-Villanueva de la Fuente y Hernández-Echeverría",
        sex=known(Sex.FEMALE),
        born=known(PartialDate(2021, 9)),
        diagnosed=known(PartialDate(2026, 11, 2)),
        question=known(
            "¿Debe resecarse el tumor primario antes de la quimioterapia o después del cuarto ciclo, dado que hay "
            "factores de riesgo definidos por imagen y la familia prefiere no viajar en diciembre?"
        ),
        language=known("Spanish, interpreter for Guaraní needed"),
    )
    where = "Laboratorio de Genética Molecular del Hospital Universitario"
    return _with_keys(FIELDS["mycn"].write(case, silent(Silence.REQUESTED, PartialDate(2026, 11, 9), where)))


def _nothing() -> Case:
    return _case(NOTHING, "TEST-0901")


def _everything() -> Case:
    case = replace(full_case(), demonstration=True, status=CaseStatus.ACTIVE)
    # the other tests ask for a laboratory whose name has the bar in it that once parted words in the store
    asked = replace(case.segmental[0], loss_11q=silent(Silence.REQUESTED, PartialDate(2026, 10, 1), "Demo Lab"))
    return replace(case, segmental=(asked, *case.segmental[1:]))


def _silent() -> Case:
    """Each reason of silence once, where the biology strip shows it; a laboratory where one has said so."""
    case = replace(
        _case(ALL_SILENT, "TEST-0902"), born=known(PartialDate(2025, 8, 21)), diagnosed=known(PartialDate(2026, 11, 2))
    )
    reasons = {
        "histology": (Silence.NOT_APPLICABLE, "Demo Pathology"),
        "ploidy": (Silence.SAMPLE_FAILED, "Demo Lab"),
        "loss_1p": (Silence.INCONCLUSIVE, "Demo Genetics"),
        "loss_11q": (Silence.NOT_AVAILABLE, "Demo Genetics"),
        "sca": (Silence.DECLINED, ""),
        "alk": (Silence.UNKNOWN_AT_SOURCE, "Demo Genetics"),
    }
    case = FIELDS["mycn"].write(case, known(Mycn.GAIN))
    for name, (reason, where) in reasons.items():
        case = FIELDS[name].write(case, silent(reason, PartialDate(2026, 11, 9), where))
    return _with_keys(case)


def _beside() -> Case:
    """Numbers, regions and an edition that say otherwise than what was called."""
    case = replace(
        _case(BESIDE, "TEST-0904"), born=known(PartialDate(2025, 8, 21)), diagnosed=known(PartialDate(2026, 11, 2))
    )
    facts = {
        "category": Category.GNB_NODULAR,
        "grade": Grade.DIFFERENTIATING,
        "mki": Mki.LOW,
        "histology": Histology.UNFAVOURABLE,
        "inpc_version": InpcVersion.FIRST,
        "mycn": Mycn.NOT_AMPLIFIED,
        "ratio": Decimal("4.5"),
        "copies": Decimal(9),
        "sca": Presence.ABSENT,
        "loss_1p": False,
        "loss_11q": False,
    }
    for name, value in facts.items():
        case = FIELDS[name].write(case, known(value))
    return _with_keys(case)


def _binned() -> Case:
    return _case(IN_THE_BIN, "TEST-0903")


def _with_keys(case: Case) -> Case:
    """Results that editing made, with keys drawn from the case's own."""
    fixed = {
        name: tuple(replace(one, id=uuid5(case.id, f"{name}/{place}")) for place, one in enumerate(getattr(case, name)))
        for name in ("stagings", "pathology", "mycn", "ploidy", "segmental", "alk")
    }
    return replace(case, **fixed)

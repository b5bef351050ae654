"""Children who do not exist and who strain a layout: long names, nothing known, everything known, in the bin."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.record.imaging import ImagingStudy
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
from tests.builders import full_case, provenance

LONG = "María de los Ángeles Guadalupe"
NOTHING = "Nobody"
EVERYTHING = "Alpha-Øyvind"
IN_THE_BIN = "Twice"
ALL_SILENT = "Silent"
BESIDE = "Beside"
CROWDED = "Alpha María de los Ángeles Guadalupe Concepción"


def extra_children() -> tuple[Case, ...]:
    """All of them, with keys that are the same in every run."""
    return (_long(), _nothing(), _everything(), _silent(), _beside(), _crowded(), _binned())


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


def _crowded() -> Case:
    """Everything known, thirty studies, and comments of six hundred characters."""
    words = ("muy largo comentario del comité, ñandú, Wałęsa, ≥ 12 mm² " * 11)[:600]
    whole = _everything()
    key = uuid5(NAMESPACE_URL, "crestboard-gallery/TEST-0905")
    studies = tuple(
        ImagingStudy(
            id=uuid5(key, f"imaging/{at}"),
            provenance=replace(
                provenance(f"2026-{1 + at // 3:02}-{1 + at % 28:02}"), report_reference=f"MR {40000 + at}"
            ),
            modality=known("mri"), region=known("abdomen"), findings=known(words),
        )
        for at in range(30)
    )  # fmt: skip
    longs = {name: known(words) for name in ("question", "wishes", "family_knows")}
    return replace(
        _under_own_keys(whole, key), id=key,
        family_name="Zztest-Fernández de la Torre y Villanueva del Río", given_name=CROWDED,
        identifiers=(Identifier(id=uuid5(key, "mrn"), system="mrn", value="TEST-0905"),), imaging=studies, **longs,
    )  # fmt: skip


def _under_own_keys(part: Any, key: UUID) -> Any:
    """The same once more for another child: every key in it is another one, and links go on holding."""
    if isinstance(part, UUID):
        return uuid5(key, str(part))
    if isinstance(part, tuple):
        return tuple(_under_own_keys(one, key) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    moved = {each.name: _under_own_keys(getattr(part, each.name), key) for each in fields(part) if each.init}
    return replace(part, **moved)


def _binned() -> Case:
    return _case(IN_THE_BIN, "TEST-0903")


def _with_keys(case: Case) -> Case:
    """Results that editing made, with keys drawn from the case's own."""
    fixed = {
        name: tuple(replace(one, id=uuid5(case.id, f"{name}/{place}")) for place, one in enumerate(getattr(case, name)))
        for name in ("stagings", "pathology", "mycn", "ploidy", "segmental", "alk")
    }
    return replace(case, **fixed)

"""What scans and marrow show: sites, image-defined risk factors, studies, lesions with their measures, scores."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.record.kinds_of_fact import Code, Codes, Count, Link, Measure, Words, YesNo
from desktop.clinical.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimaryTumour(Result):
    """One primary tumour; an inherited form may have several."""

    site: Code = NOT_ASKED
    side: Code = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class MetastaticDeposit(Result):
    """Disease at one distant site: where, whether it is there, and how it was shown."""

    site: Code = NOT_ASKED
    present: YesNo = NOT_ASKED
    shown_by: Codes = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class IdrfFinding(Result):
    """One image-defined risk factor on the imaging at diagnosis: present, absent or not assessable."""

    factor: Code = NOT_ASKED
    finding: Code = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagingStudy(Result):
    """One imaging study. The report reference holds its study number."""

    modality: Code = NOT_ASKED
    occasion: Code = NOT_ASKED
    region: Words = NOT_ASKED
    contrast: YesNo = NOT_ASKED
    avid: YesNo = NOT_ASKED
    findings: Words = NOT_ASKED
    to_show: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesion(Result):
    """One lesion that is followed over time, under a name the team knows it by."""

    name: Words = NOT_ASKED
    tissue: Code = NOT_ASKED
    target: YesNo = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement(Result):
    """One lesion measured on one study: three diameters and the short axis of a node, all in millimetres."""

    lesion: Link = NOT_ASKED
    study: Link = NOT_ASKED
    length_mm: Measure = NOT_ASKED
    width_mm: Measure = NOT_ASKED
    depth_mm: Measure = NOT_ASKED
    short_axis_mm: Measure = NOT_ASKED
    uptake: YesNo = NOT_ASKED
    baseline: YesNo = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanScore(Result):
    """An MIBG scan scored segment by segment: Curie has ten segments of 0 to 3, SIOPEN twelve of 0 to 6.

    Segments that the method does not have stay not asked; totals are worked out and never stored.
    """

    scoring: Code = NOT_ASKED
    occasion: Code = NOT_ASKED
    study: Link = NOT_ASKED
    segment_1: Count = NOT_ASKED
    segment_2: Count = NOT_ASKED
    segment_3: Count = NOT_ASKED
    segment_4: Count = NOT_ASKED
    segment_5: Count = NOT_ASKED
    segment_6: Count = NOT_ASKED
    segment_7: Count = NOT_ASKED
    segment_8: Count = NOT_ASKED
    segment_9: Count = NOT_ASKED
    segment_10: Count = NOT_ASKED
    segment_11: Count = NOT_ASKED
    segment_12: Count = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class MarrowSample(Result):
    """One marrow sample: side, aspirate or core, whether it is enough to judge, and its tumour in per cent."""

    side: Code = NOT_ASKED
    sample: Code = NOT_ASKED
    occasion: Code = NOT_ASKED
    core_mm: Measure = NOT_ASKED
    adequate: YesNo = NOT_ASKED
    involved: YesNo = NOT_ASKED
    tumour_percent: Measure = NOT_ASKED
    detail: Words = NOT_ASKED

"""A child of whom every kind of entry is recorded, for tests of what is made of entries."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from builders import full_case

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.afterwards import FollowUp, LateEffect, Recurrence
from desktop.clinical.record.examinations import Examination, Neurotrophin
from desktop.clinical.record.family import GermlineResult, Predisposition, Relative
from desktop.clinical.record.imaging import (
    IdrfFinding,
    ImagingStudy,
    Lesion,
    MarrowSample,
    Measurement,
    MetastaticDeposit,
    PrimaryTumour,
    ScanScore,
)
from desktop.clinical.record.people import CareTeamMember, FamilySituation
from desktop.clinical.record.presentation import Comorbidity, Detection, OrganFunction, Performance, Symptom
from desktop.clinical.record.treatments import Toxicity, Treatment, TrialConsidered
from desktop.clinical.results import Provenance
from desktop.clinical.vocabulary import Silence


def on(day: str, **more: str) -> Provenance:
    """Performed on a day; ``report_reference`` and ``laboratory`` where given."""
    return Provenance(performed_on=PartialDate.parse(day), **more)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def score(values: tuple[int, ...], when: str, occasion: str) -> ScanScore:
    """A Curie score of ten segments."""
    segments = {f"segment_{place}": known(one) for place, one in enumerate(values, start=1)}
    return ScanScore(scoring=known("curie"), occasion=known(occasion), provenance=on(when), **segments)


def recorded_child() -> Case:
    """The full case of the builders with entries of every kind that the page tells of."""
    primary = Lesion(name=known("left adrenal mass"), tissue=known("primary"))
    node = Lesion(name=known("node at the aorta"), tissue=known("lymph_node"))
    unseen = Lesion(name=known("liver segment 4"), tissue=known("soft_tissue"))

    def size(lesion: Lesion, when: str, millimetres: str, **more: object) -> Measurement:
        axis = "short_axis_mm" if lesion is node else "length_mm"
        return Measurement(
            lesion=known(str(lesion.id)), provenance=on(when), **{axis: known(Decimal(millimetres))}, **more
        )  # type: ignore[arg-type]

    return replace(
        full_case(),
        primaries=(
            PrimaryTumour(site=known("adrenal"), side=known("left")),
            PrimaryTumour(site=known("chest"), side=known("right")),
        ),
        detection=(Detection(found_by=known("signs"), first_sign_on=known(day("2026-09-03"))),),
        symptoms=(
            Symptom(symptom=known("cord_compression"), present=known(True), began_on=known(day("2026-09-10"))),
            Symptom(symptom=known("coagulopathy"), present=known(False)),
            Symptom(symptom=known("bone_pain"), present=known(True)),
            Symptom(symptom=known("horner"), present=known(True), ended_on=known(day("2026-10-01"))),
            Symptom(symptom=known("fever"), present=known(False)),
        ),
        predispositions=(Predisposition(syndrome=known("costello"), standing=known("suspected")),),
        germline=(GermlineResult(gene=known("phox2b"), finding=known("pathogenic"), variant=known("p.Zz1")),),
        relatives=(Relative(relation=known("mother"), detail=known("Zzsecret of the mother")),),
        metastatic_deposits=(
            MetastaticDeposit(site=known("bone"), present=known(True), shown_by=known(frozenset({"mibg", "mri"}))),
            MetastaticDeposit(site=known("liver"), present=known(True)),
            MetastaticDeposit(site=known("cns"), present=known(False)),
        ),
        idrf_findings=(
            IdrfFinding(factor=known("IDRF09_AIRWAY"), finding=known("present")),
            IdrfFinding(factor=known("IDRF15_RENAL_PEDICLE"), finding=known("present")),
            IdrfFinding(factor=known("IDRF19_INTRASPINAL"), finding=known("not_assessable")),
            IdrfFinding(factor=known("IDRF17_ILIAC"), finding=known("absent")),
        ),
        marrow_samples=(
            MarrowSample(sample=known("aspirate"), tumour_percent=known(Decimal("35.50")), provenance=on("2026-09-15")),
            MarrowSample(sample=known("trephine"), tumour_percent=known(Decimal(20)), provenance=on("2026-09-15")),
            MarrowSample(sample=known("aspirate"), involved=known(False), provenance=on("2026-11-09")),
        ),
        imaging=(
            ImagingStudy(
                modality=known("mri"), provenance=on("2026-09-14", report_reference="MR 1"), findings=known("Large.")
            ),
            ImagingStudy(
                modality=known("mri"),
                provenance=on("2026-11-08", report_reference="MR 2"),
                findings=known("Smaller, still around the vessels."),
                to_show=known("coronal plane"),
            ),
            ImagingStudy(modality=known("mibg"), provenance=on("2026-09-15"), avid=known(True)),
        ),
        lesions=(primary, node, unseen),
        measurements=(
            size(primary, "2026-09-14", "78"),
            size(primary, "2026-10-20", "25"),
            size(primary, "2026-11-08", "30"),
            size(node, "2026-09-14", "20"),
            size(node, "2026-11-08", "14"),
        ),
        scans=(
            score((3, 2, 2, 2, 3, 1, 0, 2, 1, 2), "2026-09-15", "diagnosis"),
            score((0, 1, 0, 1, 1, 0, 0, 1, 0, 1), "2026-11-08", "post_induction"),
        ),
        examinations=(
            Examination(
                test=known("tumour_biopsy"),
                outcome=known("abnormal"),
                provenance=on("2026-09-16", report_reference="S26-0412"),
            ),
            Examination(
                test=known("germline_alk_phox2b"),
                requested_on=known(day("2026-11-16")),
                outcome=silent(Silence.REQUESTED),
                provenance=Provenance(laboratory="Demo Genetics"),
            ),
        ),
        neurotrophin=(Neurotrophin(receptor=known("trk_b"), provenance=on("2026-09-20")),),
        treatments=(
            Treatment(
                modality=known("chemotherapy"),
                name=known("Zztest induction"),
                began_on=known(day("2026-09-28")),
                courses=known(3),
                dose=known("as entered 8,200 mg/m²"),
            ),
            Treatment(
                modality=known("surgery"),
                name=known("biopsy of the mass"),
                extent=known("biopsy"),
                began_on=known(day("2026-09-16")),
                complications=known("small bleed"),
            ),
        ),
        toxicities=(
            Toxicity(event=known("infection"), grade=known(4), began_on=known(day("2026-10-05"))),
            Toxicity(event=known("nausea"), grade=known(2)),
            Toxicity(event=known("rash")),
        ),
        trials=(
            TrialConsidered(
                trial=known("Zztest trial"),
                registry_number=known("NCT00000000"),
                standing=known("not_eligible"),
                reason=known("Induction has begun"),
            ),
        ),
        performance=(
            Performance(lansky=known(60), provenance=on("2026-09-15")),
            Performance(
                lansky=known(80),
                weight_kg=known(Decimal("14.2")),
                height_cm=known(Decimal(96)),
                provenance=on("2026-11-20"),
            ),
        ),
        organ_functions=(
            OrganFunction(organ=known("hearing"), state=known("impaired"), detail=known("above 4 kHz")),
            OrganFunction(
                organ=known("heart"), state=known("normal"), measured=known("FS"), value=known(Decimal(34)),
                unit=known("%"),
            ),
        ),
        comorbidities=(
            Comorbidity(condition=known("asthma"), active=known(True), consequence=known("inhaler")),
            Comorbidity(condition=known("otitis"), active=known(False)),
        ),
        family_situation=(
            FamilySituation(
                interpreter=known(True),
                decides=known("both parents"),
                child_wishes=known("Zz no needles."),
                psychosocial=known("Father works nights."),
                school=known("nursery two days"),
                distance=known("140 km"),
                safeguarding=known(True),
                safeguarding_detail=known("Zzsecret of safeguarding"),
                contact_line_given=known(True),
            ),
        ),
        care_team=(
            CareTeamMember(
                role=known("nurse_specialist"), name=known("Zztest Nurse"), telephone=known("000 0001"),
                key_worker=known(True),
            ),
        ),
        recurrences=(
            Recurrence(
                course=known("recurrent"),
                found_on=known(day("2026-11-20")),
                sites=known(frozenset({"bone"})),
                original_group=known("high"),
                proven_by=known("biopsy"),
            ),
        ),
        late_effects=(
            LateEffect(effect=known("hearing"), standing=known("present"), since=known(day("2026-11"))),
            LateEffect(effect=known("heart"), standing=known("watched_for")),
        ),
        follow_ups=(
            FollowUp(test=known("hearing_test"), due_on=known(day("2026-10-01"))),
            FollowUp(test=known("heart_check"), due_on=known(day("2027-02"))),
            FollowUp(test=known("mibg"), outcome=known("suspicious"), provenance=on("2026-11-08")),
            FollowUp(test=known("marrow"), outcome=known("no_sign"), provenance=on("2026-11-09")),
        ),
    )  # fmt: skip

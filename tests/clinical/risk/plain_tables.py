"""The table of each scheme as one plain function, from the fact file: sections 5, 6.1 (with 6.2), 7, 8.1 and 8.2."""

from __future__ import annotations

from typing import Any

from plain import Plain

VERY_LOW, LOW, MIDDLE, HIGH = (frozenset({one}) for one in ("very_low", "low", "intermediate", "high"))
EITHER = MIDDLE | HIGH
NOT_HIGH = frozenset({"not_high"})


def numbered(prefix: str, *runs: tuple[range | tuple[int, ...], frozenset[str]]) -> dict[str, frozenset[str]]:
    return {f"{prefix}-{number:02d}": groups for numbers, groups in runs for number in numbers}


def all_good(histology: str, ploidy: str, sca: str) -> bool:
    return histology == "favourable" and ploidy == "hyperdiploid" and sca == "absent"


def cog_v2(
    *,
    days: int,
    inrgss: str,
    mycn: str,
    histology: str,
    grade: str,
    ploidy: str,
    sca: str,
    resection: str,
    symptomatic: bool,
    **_: Any,
) -> str:
    amplified, good = mycn == "amplified", all_good(histology, ploidy, sca)
    if inrgss == "L1":
        if not amplified:
            return "C2-01"
        return "C2-02" if resection == "complete" else "C2-03"
    if inrgss == "L2":
        if amplified:
            return "C2-09"
        if days < 547:
            return "C2-04"
        if days < 1826:
            if histology == "favourable":
                return "C2-05"
            return "C2-06b" if grade == "differentiating" else "C2-06a"
        return "C2-08" if grade == "differentiating" else "C2-07"
    if inrgss == "M":
        if days >= 547:
            return "C2-13"
        if amplified:
            return "C2-14"
        if days < 365:
            return "C2-10"
        return "C2-11" if good else "C2-12"
    if amplified:
        return "C2-20"
    if days < 365:
        if symptomatic:
            return "C2-16"
        return "C2-15" if good else "C2-17"
    return "C2-18" if good else "C2-19"


def nccn_2026(
    *, days: int, inrgss: str, mycn: str, histology: str, grade: str, ploidy: str, sca: str, resection: str,
    symptomatic: bool, **_: Any,
) -> str:  # fmt: skip
    """NEUROB-2: L2 from 547 days by grade alone, high from five years; the rest as in COG version 2."""
    good = all_good(histology, ploidy, sca)
    match inrgss, mycn:
        case "L1", "not_amplified":
            return "NC-01"
        case "L1", _:
            return "NC-02" if resection == "complete" else "NC-03"
        case "L2", "not_amplified":
            if days >= 1826:
                return "NC-07"
            if days >= 547:
                return "NC-05" if grade == "differentiating" else "NC-06"
            return "NC-04"
        case "L2", _:
            return "NC-08"
        case "M", _ if days >= 547:
            return "NC-12"
        case "M", "amplified":
            return "NC-13"
        case "M", _:
            return "NC-09" if days < 365 else "NC-10" if good else "NC-11"
        case _, "amplified":
            return "NC-19"
    if days >= 365:
        return "NC-17" if good else "NC-18"
    return "NC-15" if symptomatic else "NC-14" if good else "NC-16"


def cog_v1(*, days: int, inss: str, mycn: str, histology: str, ploidy: str, **_: Any) -> str:
    """6.1, with INSS 4 at 365 to 547 days intermediate only if favourable and DNA index above 1."""
    amplified, favourable, year = mycn == "amplified", histology == "favourable", days >= 365
    good = favourable and ploidy == "hyperdiploid"
    if inss == "1":
        return "C1-01"
    if inss == "2":
        if not year:
            return "C1-02"
        if not amplified:
            return "C1-03"
        return "C1-04" if favourable else "C1-05"
    if inss == "3":
        if amplified:
            return "C1-10" if year else "C1-07"
        if not year:
            return "C1-06"
        return "C1-08" if favourable else "C1-09"
    if inss == "4":
        if days >= 548:
            return "C1-16"
        if amplified:
            return "C1-15" if year else "C1-14"
        if not year:
            return "C1-11"
        return "C1-12" if good else "C1-13"
    if amplified:
        return "C1-19"
    return "C1-17" if good else "C1-18"


def inrg_2009(
    *, days: int, category: str, inrgss: str, mycn: str, grade: str, loss_11q: bool, ploidy: str, **_: Any
) -> str:
    """The sixteen groups by their letter."""
    amplified, young = mycn == "amplified", days < 547
    if inrgss in ("L1", "L2"):
        if category in ("ganglioneuroma_maturing", "ganglioneuroblastoma_intermixed"):
            return "A"
        if category == "ganglioneuroma_mature":
            return "A-mature"
    if inrgss == "L1":
        return "K" if amplified else "B"
    if inrgss == "L2":
        if amplified:
            return "N-under-18-months" if young else "N"
        if young:
            return "G" if loss_11q else "D"
        if grade == "differentiating":
            return "H" if loss_11q else "E"
        return "H"
    if inrgss == "M":
        if not young:
            return "P"
        if amplified:
            return "O"
        if ploidy == "hyperdiploid":
            return "F"
        return "I" if days < 365 else "J"
    if amplified:
        return "R"
    return "Q" if loss_11q else "C"


def siopen_hr(*, days: int, inrgss: str, mycn: str, **_: Any) -> str:
    """High: M or MS above 365 days, L2, M or MS with MYCN amplified."""
    amplified = mycn == "amplified"
    if inrgss == "L1":
        return "SH-01"
    if inrgss == "L2":
        return "SH-03" if amplified else "SH-02"
    first = 4 if inrgss == "M" else 7
    if days > 365:
        return f"SH-0{first}"
    return f"SH-0{first + 1}" if amplified else f"SH-0{first + 2}"


INPC_DAYS = (547, 548, 1826)
V2_COLUMNS = ("inrgss", "mycn", "histology", "grade", "ploidy", "sca", "resection", "symptomatic")
BOTH = ("diploid", "hyperdiploid")

TABLES = {
    "cog-v2": Plain(
        columns=V2_COLUMNS,
        days=(0, 365, *INPC_DAYS),
        row=cog_v2,
        groups={
            **numbered("C2", ((1, 2, 15), LOW), ((4, 5, 10, 11, 16, 17, 18), MIDDLE), ((8,), EITHER)),
            **numbered("C2", ((3, 7, 9, 12, 13, 14, 19, 20), HIGH)),
            "C2-06a": HIGH,
            "C2-06b": HIGH,
        },
        hypodiploid=BOTH,
    ),
    "cog-v1": Plain(
        columns=("inss", "mycn", "histology", "ploidy"),
        days=(0, 365, *INPC_DAYS),
        row=cog_v1,
        groups=numbered(
            "C1",
            ((1, 2, 3, 4, 17), LOW),
            ((6, 8, 11, 12, 18), MIDDLE),
            ((5, 7, 9, 10, 13, 14, 15, 16, 19), HIGH),
        ),
        hypodiploid=("hyperdiploid",),
    ),
    "inrg-2009": Plain(
        columns=("inrgss", "mycn", "grade", "loss_11q", "ploidy"),
        days=(0, 365, *INPC_DAYS),
        row=inrg_2009,
        groups={
            **dict.fromkeys(("A", "A-mature", "B", "C"), VERY_LOW),
            **dict.fromkeys("DEF", LOW),
            **dict.fromkeys("GHIJ", MIDDLE),
            **dict.fromkeys((*"KNOPQR", "N-under-18-months"), HIGH),
        },
        uncovered=(),
        hypodiploid=("diploid",),
    ),
    "nccn-2026": Plain(
        columns=V2_COLUMNS,
        days=(0, 365, *INPC_DAYS),
        row=nccn_2026,
        groups=numbered(
            "NC",
            ((1, 2, 14), LOW),
            ((4, 5, 9, 10, 15, 16, 17), MIDDLE),
            ((3, 6, 7, 8, 11, 12, 13, 18, 19), HIGH),
        ),
        hypodiploid=BOTH,
    ),
    "siopen-hr": Plain(
        columns=("inrgss", "mycn"),
        days=(0, 365, 366, *INPC_DAYS),
        row=siopen_hr,
        groups=numbered("SH", ((1, 2, 6, 9), NOT_HIGH), ((3, 4, 5, 7, 8), HIGH)),
        uncovered=(),
    ),
}

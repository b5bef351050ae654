"""The engine knows no disease, keeps the codes of the vocabulary, and is quick."""

from __future__ import annotations

import re
from pathlib import Path
from time import perf_counter
from typing import Any

import desktop.clinical.risk
from desktop.clinical import vocabulary
from desktop.clinical.facts import read_facts, read_staging_facts
from desktop.clinical.risk import RulePack
from desktop.clinical.risk_groups import ORDER

ENGINE = sorted(Path(desktop.clinical.risk.__file__).parent.glob("*.py"))
# the one file that takes a case apart must know the case's own fields
ENGINE_WITHOUT_CASE = [path for path in ENGINE if path.name != "case_facts.py"]
DISEASE = re.compile(
    r"inrgss|inss\b|\bMS\b|\b4S\b|\bL1\b|\bL2\b|mycn|ploid|\bsca\b|neuroblast|ganglio|schwann|\bmki\b|mitosis"
    r"|favourable|differentiat|amplif|resect|symptom|marrow|mibg|metast|\b11q|\b365\b|\b547\b|\b548\b|\b1826\b"
    r"|\bnccn\b|siopen|inpc|idrf|dna|intermediate|very_low|\bcategory\b|\bgrade\b\"",
    re.IGNORECASE,
)


def test_the_engine_names_no_disease() -> None:
    assert len(ENGINE_WITHOUT_CASE) > 10
    for path in ENGINE_WITHOUT_CASE:
        code = _without_docstrings(path.read_text(encoding="utf-8"))
        found = DISEASE.search(code)
        assert found is None, f"{path.name}: {found and found.group()}"


def _without_docstrings(text: str) -> str:
    """Examples in docstrings and comments may name a file; the code may not. One default scheme is the interface's."""
    text = re.sub(r'"""(?:.|\n)*?"""', "", text)
    text = re.sub(r"#.*", "", text)
    return text.replace('scheme_id: str = "cog-v2"', "")


def test_the_risk_groups_stand_once_in_their_order(rules: RulePack) -> None:
    """As the rule files have them, and nowhere else in the program."""
    assert rules._domains.groups == ORDER == ("very_low", "low", "intermediate", "not_high", "high")
    root = Path(desktop.clinical.risk.__file__).parents[3]
    written = [path for part in ("desktop", "db") for path in (root / part).rglob("*.py") if _lists(path)]
    assert [path.name for path in written] == ["risk_groups.py"]


def _lists(path: Path) -> bool:
    return '"very_low"' in path.read_text(encoding="utf-8")


def test_the_rule_files_have_the_codes_of_the_vocabulary(rules: RulePack) -> None:
    kinds: dict[str, Any] = {
        "inrgss": vocabulary.Inrgss,
        "category": vocabulary.Category,
        "grade": vocabulary.Grade,
        "mki": vocabulary.Mki,
        "histology": vocabulary.Histology,
        "ploidy": vocabulary.Ploidy,
        "sca": vocabulary.Presence,
    }
    for key, kind in kinds.items():
        assert {*rules.values(key)} == {one.value for one in kind}
    for key, kind in {
        **kinds,
        "inss": vocabulary.Inss,
        "mycn": vocabulary.Mycn,
        "resection": vocabulary.Resection,
    }.items():
        for one in kind:
            rules.assess(read_facts({key: one.value}))
    for site in vocabulary.SITES:
        rules.stage(read_staging_facts({"metastases": [site.value]}))


def quickest(run: Any, times: int) -> float:
    best = 1.0
    for _ in range(times):
        start = perf_counter()
        run()
        best = min(best, perf_counter() - start)
    return best


def test_an_assessment_is_quick(rules: RulePack) -> None:
    """Without any cache of answers. Limits are ten times what was measured, so that a busy machine passes."""
    known = {
        "age_days": 400,
        "inrgss": "M",
        "mycn": "not_amplified",
        "category": "neuroblastoma",
        "mki": "low",
        "grade": "differentiating",
        "histology": "favourable",
        "ploidy": "hyperdiploid",
        "sca": "absent",
        "resection": "incomplete",
        "symptomatic": False,
    }
    assert quickest(lambda: rules.assess(known), 300) < 0.0002
    assert quickest(lambda: rules.assess({}), 50) < 0.002

"""INPC of 1999 beside that of 2003: they differ in nodular ganglioneuroblastoma and nowhere else."""

from __future__ import annotations

from itertools import product

import pytest

from desktop.clinical.errors import UserError
from desktop.clinical.risk import RulePack
from desktop.clinical.vocabulary import Category, Grade, Mki


def test_the_editions_differ_where_a_nodule_is_favourable_and_nowhere_else(rules: RulePack) -> None:
    different = 0
    for category, grade, mki, age in product(Category, Grade, Mki, (0, 547, 548, 1825, 1826, 4000)):
        facts = {"category": category.value, "mki": mki.value, "age_days": age}
        if category in (Category.NEUROBLASTOMA, Category.GNB_NODULAR):
            facts["grade"] = grade.value
        now, (before,) = rules.histology(facts), rules.other_editions(facts)
        assert (now.version, before.version) == ("INPC-2003", "INPC-1999")
        if category is Category.GNB_NODULAR:
            assert before.histology == "unfavourable"
            different += now.possible != before.possible
        else:
            assert now.possible == before.possible
    assert different > 0


def test_no_scheme_hears_of_the_older_edition(rules: RulePack) -> None:
    facts = {"inrgss": "M", "age_days": 400, "mycn": "not_amplified", "ploidy": "hyperdiploid", "sca": "absent"}
    nodule = {"category": "ganglioneuroblastoma_nodular", "grade": "differentiating", "mki": "low"}
    assert rules.assess({**facts, **nodule}).groups == rules.assess({**facts, "histology": "favourable"}).groups
    assert "inpc-1999" in {one.id for one in rules.files}


def test_an_edition_that_does_not_exist_is_refused_by_name(rules: RulePack) -> None:
    with pytest.raises(UserError, match="inpc-2003, inpc-1999"):
        rules.histology({"grade": "differentiating"}, "inpc-1984")

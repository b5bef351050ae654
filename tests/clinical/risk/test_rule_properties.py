"""What holds of every assessment, whatever the facts."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from desktop.clinical.risk import Assessment, RulePack

RULES = RulePack.load({name: resources.read_text(name) for name in resources.names("risk", ".toml")})
COLUMNS = (*RULES.scheme("cog-v2").columns, "age_days")
FLAGS = ("symptomatic", "loss_1p", "loss_3p", "loss_4p", "loss_11q", "gain_1q", "gain_2p", "gain_17q")
CODES = {
    "inrgss": ["L1", "L2", "M", "MS"],
    "inss": ["1", "2", "2A", "2B", "3", "4", "4S"],
    "category": ["neuroblastoma", "ganglioneuroblastoma_nodular", "ganglioneuroma_mature"],
    "grade": ["undifferentiated", "poorly_differentiated", "differentiating"],
    "mki": ["low", "intermediate", "high"],
    "histology": ["favourable", "unfavourable"],
    "mycn": ["amplified", "gain", "not_amplified"],
    "ploidy": ["diploid", "hyperdiploid", "hypodiploid"],
    "sca": ["present", "absent"],
    "resection": ["complete", "incomplete", "biopsy_only"],
}
some_facts = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from(codes) for name, codes in CODES.items()},
        **{name: st.booleans() for name in FLAGS},
        "age_days": st.integers(0, 8000) | st.sampled_from([364, 365, 546, 547, 548, 1825, 1826]),
        "dna_index": st.decimals("0.01", "4", places=2),
    },
)


def outcome(found: Assessment) -> tuple[str, ...]:
    return found.groups


@given(some_facts)
def test_the_parts_of_an_answer_agree(facts: dict[str, Any]) -> None:
    found = RULES.assess(facts)
    if found.not_covered is not None:
        assert found == Assessment(scheme=found.scheme, version=found.version, not_covered=found.not_covered)
        return
    assert found.groups
    assert found.rows
    assert found.settled == (len(found.groups) == 1 and found.conflict is None)
    assert not {*found.deciding} & {*found.cannot_change}
    assert {*found.deciding, *found.cannot_change} <= {*COLUMNS}
    assert not {*found.deciding, *found.cannot_change} & {*facts}
    assert all({*one} <= {*found.deciding} for one in found.settling_sets)
    assert len({len(one) for one in found.settling_sets}) <= 1
    assert ("age_days" in facts) != ("age_days" in (*found.deciding, *found.cannot_change))
    assert bool(found.deciding) == bool(found.settling_sets)


@given(some_facts, st.data())
@settings(max_examples=200, deadline=None)
def test_a_possible_answer_never_widens_the_groups(facts: dict[str, Any], data: st.DataObject) -> None:
    before = RULES.assess(facts)
    still_open = (*before.deciding, *before.cannot_change)
    if not still_open:
        return
    column = data.draw(st.sampled_from(still_open))
    value = data.draw(st.sampled_from(RULES.possible(facts, column, "cog-v2")))
    after = RULES.assess({**facts, column: value})
    assert {*after.groups} <= {*before.groups}
    assert {*after.rows} <= {*before.rows}
    assert {*after.deciding, *after.cannot_change} <= {*still_open}


@given(some_facts, st.data())
@settings(max_examples=200, deadline=None)
def test_a_settling_set_settles(facts: dict[str, Any], data: st.DataObject) -> None:
    found = RULES.assess(facts)
    if not found.settling_sets:
        return
    for column in data.draw(st.sampled_from(found.settling_sets)):
        facts[column] = data.draw(st.sampled_from(RULES.possible(facts, column, "cog-v2")))
    after = RULES.assess(facts)
    assert after.settling_sets == ()
    assert after.settled or after.conflict is not None


@given(some_facts)
def test_every_reached_group_is_a_real_childs_group(facts: dict[str, Any]) -> None:
    """Answering the open columns one after another ends in one outcome, which is among the groups."""
    found = RULES.assess(facts)
    reached, answered = found, dict(facts)
    while reached.deciding:
        column = reached.deciding[-1]
        answered[column] = RULES.possible(answered, column, "cog-v2")[0]
        reached = RULES.assess(answered)
    assert {*reached.groups} <= {*found.groups}

"""A rule file that is wrong is refused by file, row and key; nothing is dropped in silence."""

from __future__ import annotations

import pytest

from desktop.clinical.errors import RuleFileError
from desktop.clinical.risk import RulePack

COG, FACTS, INPC, STAGE, LIST = (f"risk/{name}.toml" for name in ("cog-v2", "facts", "inpc-2003", "inrgss", "idrf"))
FIRST = 'when = { inrgss = ["L1"], mycn = ["not_amplified"] }'

FAULTS = [
    (COG, 'status = "OK2"', 'status = "OK3"', "OK3"),
    (COG, FIRST, 'when = { inrgss = ["1"], mycn = ["not_amplified"] }', '"1" is no value of "inrgss"'),
    (COG, FIRST, 'when = { stage = ["L1"], mycn = ["not_amplified"] }', '"stage" is no fact'),
    (COG, FIRST, 'when = { inrgss = "L1" }', "list of codes"),
    (COG, FIRST, 'when = { inrgss = [true], mycn = ["not_amplified"] }', "no value"),
    (COG, FIRST, "when = { inrgss = { from = 3 } }", "no age"),
    (COG, FIRST, "when = { age_days = { from = 9, below = 9 } }", "later"),
    (COG, FIRST, 'when = { mki = ["low"], inrgss = ["L1"], mycn = ["not_amplified"] }', 'not among "columns"'),
    (COG, FIRST, 'when = { inrgss = ["L1"] }', "C2-02 overlaps"),
    (COG, FIRST, 'when = { inrgss = ["L1"], mycn = ["not_amplified"], sca = ["absent"] }', "no row for"),
    (COG, 'id = "C2-02"', 'id = "C2-01"', "twice"),
    (COG, 'id = "C2-02"', "", '"id" is missing'),
    (COG, 'then = ["low"]', 'then = ["none"]', "risk group"),
    (COG, 'then = ["low"]', 'then = ["low", "high"]', "conflict"),
    (COG, 'then = ["low"]', "", '"then" is missing'),
    (COG, 'source = ["PDQ25 Table 3", "NCCN26 NEUROB-2"]', 'source = ["ATLAS"]', "ATLAS"),
    (COG, 'source = ["PDQ25 Table 3", "NCCN26 NEUROB-2"]', "", '"source" is missing'),
    (COG, 'notes = ["1"]', 'notes = ["7"]', 'note "7"'),
    (COG, 'text = "L1, MYCN not amplified"', 'txt = "L1"', '"txt"'),
    (COG, "valid_from = 2021-01-01", 'valid_from = "2021"', "valid_from"),
    (COG, 'kind = "scheme"', 'kind = "schema"', "kind"),
    (COG, 'kind = "scheme"', "kind = scheme", "not TOML"),
    (COG, 'ploidy = ["diploid"], sca', 'ploidy = ["hypodiploid"], sca', "read as other"),
    (COG, 'as = ["hyperdiploid", "diploid"]', 'as = ["hyperdiploid"]', "conflict"),
    (COG, 'as = ["hyperdiploid", "diploid"]', 'as = ["triploid", "diploid"]', "triploid"),
    (COG, "when = { category = [", 'when = { sca = ["absent"], category = [', "always known"),
    (COG, "when = { category = [", "when2 = { category = [", "when2"),
    (FACTS, 'kind = "days"', 'kind = "number"', "exactly one"),
    (FACTS, 'kind = "code"\nvalues = ["L1", "L2", "M", "MS"]', 'kind = "code"', "values"),
    (FACTS, 'kind = "flag"', 'kind = "bool"', "bool"),
    (FACTS, 'same = { gain = "not_amplified" }', 'same = { gain = "normal" }', "same"),
    (FACTS, 'value = "MS"', 'value = "4S"', "4S"),
    (FACTS, "below_days = 547", "", "below_days"),
    (FACTS, "limit = 1", 'limit = "one"', "limit"),
    (INPC, 'mki = ["low", "intermediate"] }', 'mki = ["low"] }', "there must be one row"),
    (INPC, "as = [547, 548]", "as = 548", "as = "),
    (INPC, 'then = ["favourable"]', 'then = ["good"]', "good"),
    (STAGE, 'when = { spread = ["beyond"] }', 'when = { spread = ["far"] }', "sign"),
    (STAGE, 'when = { spread = ["beyond"] }', 'when = { spread = ["beyond"], age = ["older"] }', "no row for"),
    (STAGE, 'then = ["M"]', 'then = ["4"]', '"4"'),
    (STAGE, 'fact = "idrfs"\nvalues', 'fact = "idrf"\nvalues', '"idrf" is no fact'),
    (STAGE, 'lacks = ["bone_marrow"]\nthen', "then", "either"),
    (STAGE, "unless_above = { marrow_percent = 0 }", "unless_above = { marrow_mibg = 0 }", "no fact that is a number"),
    (STAGE, "unless_above = { marrow_percent = 0 }", "unless_above = { marrow_percent = -1 }", "whole number"),
    (LIST, "counts = true", 'counts = "yes"', "counts"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "words"), FAULTS)
def test_a_fault_is_named(rule_texts: dict[str, str], file: str, right: str, wrong: str, words: str) -> None:
    assert right in rule_texts[file], "the fault must touch the file"
    with pytest.raises(RuleFileError) as refused:
        RulePack.load({**rule_texts, file: rule_texts[file].replace(right, wrong, 1)})
    told = str(refused.value)
    assert words in told
    assert told.endswith(".")
    assert "\n" not in told


def test_the_error_names_file_row_and_key(rule_texts: dict[str, str]) -> None:
    faulty = rule_texts[COG].replace(
        'status = "CONFLICT"\n\n[[row]]\nid = "C2-07"', 'sttus = "X"\n\n[[row]]\nid = "C2-07"'
    )
    with pytest.raises(RuleFileError, match=r'^risk/cog-v2\.toml, row "C2-06b": "sttus"'):
        RulePack.load({**rule_texts, COG: faulty})


@pytest.mark.parametrize("file", [FACTS, INPC, STAGE])
def test_a_missing_file_is_told(rule_texts: dict[str, str], file: str) -> None:
    with pytest.raises(RuleFileError, match="exactly one rule file"):
        RulePack.load({name: text for name, text in rule_texts.items() if name != file})


def test_two_schemes_of_one_id_are_refused(rule_texts: dict[str, str]) -> None:
    with pytest.raises(RuleFileError, match='"cog-v2"'):
        RulePack.load({**rule_texts, "risk/again.toml": rule_texts[COG]})


def test_a_staging_system_without_its_list_is_refused(rule_texts: dict[str, str]) -> None:
    with pytest.raises(RuleFileError, match="idrf"):
        RulePack.load({name: text for name, text in rule_texts.items() if name != LIST})


def test_the_checksum_follows_every_text(rule_texts: dict[str, str], rules: RulePack) -> None:
    assert RulePack.load(dict(reversed(rule_texts.items()))).checksum == rules.checksum
    assert RulePack.load({**rule_texts, LIST: rule_texts[LIST] + "\n"}).checksum != rules.checksum

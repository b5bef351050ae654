"""A file of worked cases that is wrong is refused by file, case and key; no case is dropped in silence."""

from __future__ import annotations

import pytest

from desktop.clinical.errors import RuleFileError
from desktop.clinical.proving import Answers, Shipped, prove, read_case_file

NAME = "risk/cases/zz.toml"
GOOD = """
kind = "cases"
table = "cog-v2"
call = "assess"

[sources.PDQ25]
short = "NCI PDQ 2025"
text = "NCI PDQ Neuroblastoma Treatment"

[[case]]
id = "zz-1"
text = "L1, MYCN not amplified: low."
facts = { inrgss = "L1", mycn = "not_amplified" }
expect = { groups = ["low"], conflict = false }
says = { warnings = ["taken as neuroblastoma"] }
source = ["PDQ25 Table 3"]
"""
TABLES = [Shipped("cog-v2", "COG version 2", "1.0.0")]
TEXT = 'text = "L1, MYCN not amplified: low."'
EXPECT = "expect = { groups"
SAYS = 'says = { warnings = ["taken as neuroblastoma"] }'
SECOND = GOOD[GOOD.index("[[case]]") :]

FAULTS = [
    ('kind = "cases"', 'kind = "case"', '"kind"'),
    ('kind = "cases"', "kind = cases", "not TOML"),
    ('table = "cog-v2"', "", '"table" is missing'),
    ('call = "assess"', "", '"call" is missing'),
    ('call = "assess"', 'calls = "assess"', '"calls"'),
    ('id = "zz-1"', "", '"id" is missing'),
    (TEXT, "", '"text" is missing'),
    (TEXT, TEXT.replace("text", "txt"), '"txt"'),
    ('facts = { inrgss = "L1", mycn = "not_amplified" }', "", '"facts" is missing'),
    ('facts = { inrgss = "L1", mycn = "not_amplified" }', 'facts = ["L1"]', "table"),
    (f'{EXPECT} = ["low"], conflict = false }}\n{SAYS}', "", "nothing is expected"),
    (SAYS, "says = { warnings = [] }", "no words"),
    (SAYS, 'says = { warnings = "taken" }', "list of texts"),
    ('source = ["PDQ25 Table 3"]', "", '"source" is missing'),
    ('source = ["PDQ25 Table 3"]', 'source = ["ATLAS"]', "ATLAS"),
    (SECOND, "", "no case"),
    (SECOND, SECOND + SECOND, "twice"),
]


@pytest.mark.parametrize(("right", "wrong", "words"), FAULTS)
def test_a_fault_is_named(right: str, wrong: str, words: str) -> None:
    assert right in GOOD, "the fault must touch the file"
    with pytest.raises(RuleFileError) as refused:
        read_case_file(NAME, GOOD.replace(right, wrong, 1))
    told = str(refused.value)
    assert told.startswith(NAME)
    assert words in told
    assert "\n" not in told


def test_the_error_names_file_case_and_key() -> None:
    with pytest.raises(RuleFileError, match=r'^risk/cases/zz\.toml, case "zz-1", says: "warnings"'):
        read_case_file(NAME, GOOD.replace(SAYS, "says = { warnings = [] }"))


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ('table = "cog-v2"', 'table = "cog-v9"', 'case "zz-1": there is no table "cog-v9"'),
        ('call = "assess"', 'call = "guess"', 'case "zz-1": "call" is "guess"; use one of assess'),
        (EXPECT, "expect = { group", 'case "zz-1": "group" is no part of the answer; use one of scheme'),
        ("warnings =", "warning =", 'case "zz-1": "warning" is no part of the answer'),
    ],
)
def test_a_case_that_asks_for_nothing_that_exists_is_refused(
    answers: Answers, right: str, wrong: str, words: str
) -> None:
    with pytest.raises(RuleFileError) as refused:
        prove(TABLES, [read_case_file(NAME, GOOD.replace(right, wrong, 1))], answers)
    assert str(refused.value).startswith(f"{NAME}, {words}")

"""What is refused, by name; records of older criteria; criteria that exist nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.response import Response, ResponsePack

Ask = Callable[[object], Response]

REFUSED = [
    ([], "one JSON object"),
    ({"tumour": {}}, "tumour"),
    ({"primary": "PR"}, "primary"),
    ({"primary": {"grade": "MD"}}, "grade"),
    ({"primary": {"grade": "VGPR"}}, "grade"),
    ({"marrow": {"grade": "PR"}}, "grade"),
    ({"primary": {"size": 3}}, "size"),
    ({"primary": {"now_mm": -1}}, "now_mm"),
    ({"primary": {"now_mm": True}}, "now_mm"),
    ({"primary": {"now_mm": "12"}}, "now_mm"),
    ({"primary": {"now_mm": float("nan")}}, "now_mm"),
    ({"primary": {"uptake": "no"}}, "uptake"),
    ({"primary": {"uptake": 0}}, "uptake"),
    ({"primary": {"involved": "no"}}, "involved"),
    ({"primary": {"grade": "PR", "now_mm": 12}}, "now_mm"),
    ({"primary": {"involved": False, "now_mm": 12}}, "now_mm"),
    ({"primary": {"involved": False, "grade": "PR"}}, "involved"),
    ({"primary": {"involved": True, "grade": "NI"}}, "involved"),
    ({"metastases": {"method": "amsterdam"}}, "method"),
    ({"metastases": {"bone_score_now": 28, "method": "curie"}}, "27"),
    ({"metastases": {"bone_score_now": 73}}, "72"),
    ({"metastases": {"fdg_lesions_now": 1.5}}, "fdg_lesions_now"),
    ({"marrow": {"now_percent": 100.1}}, "now_percent"),
    ({"criteria": "INRC-2000"}, "criteria"),
    ({"catecholamines": "raised"}, "not part of response"),
    ({"primary": {"vma": 3}}, "not part of response"),
    ({"criteria": "INRC-1993", "grade": "SD"}, "grade"),
    ({"criteria": "INRC-1993"}, "grade"),
    ({"criteria": "INRC-1993", "grade": "PR", "primary": {}}, "primary"),
]


@pytest.mark.parametrize(("document", "named"), REFUSED, ids=str)
def test_refused_by_name_in_one_line(ask: Ask, document: object, named: str) -> None:
    with pytest.raises(UserError) as refusal:
        ask(document)
    assert named in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_absent_null_and_empty_are_the_same(ask: Ask) -> None:
    nothing = ask({})
    assert nothing.overall == "NE"
    assert ask({"primary": None, "metastases": {}, "marrow": {"now_percent": None}}) == nothing


def test_the_document_has_the_keys_that_others_rely_on(ask: Ask) -> None:
    assert list(ask({}).document()) == [
        "criteria", "primary", "metastases", "marrow", "overall", "gap", "conflict", "reasons",
    ]  # fmt: skip


@pytest.mark.parametrize("grade", ["CR", "VGPR", "PR", "MR", "NR", "PD"])
def test_a_record_of_1993_comes_back_as_it_was_written(ask: Ask, grade: str) -> None:
    answer = ask({"criteria": "INRC-1993", "grade": grade}).document()
    assert (answer["criteria"], answer["overall"], answer["primary"]) == ("INRC-1993", grade, None)
    assert "not converted" in str(answer["reasons"])


def test_the_same_letters_mean_different_things_in_the_two_criteria(ask: Ask) -> None:
    assert "mixed response" in str(ask({"criteria": "INRC-1993", "grade": "MR"}).reasons)
    minor = {"primary": {"grade": "PR"}, "metastases": {"grade": "SD"}, "marrow": {"grade": "NI"}}
    assert ask(minor).overall == "MR"
    assert "mixed" not in str(ask(minor).reasons)


MADE_UP = """
kind = "criteria"
id = "made-up"
version = "0.1.0"
title = "Criteria for this test"
valid_from = 2026-01-01
unknown = "open"
absent = "-"
[sources.TEST]
short = "Test"
text = "This test"
[[grade]]
code = "good"
text = "good"
source = ["TEST"]
status = "OK1"
[[grade]]
code = "bad"
text = "bad"
source = ["TEST"]
status = "OK1"
[[grade]]
code = "open"
text = "unknown"
source = ["TEST"]
status = "OK1"
[[component]]
id = "knee"
title = "Knee"
grades = ["good", "bad", "open"]
source = ["TEST"]
status = "OK1"
[[component.measure]]
key = "degrees"
kind = "number"
text = "angle"
[[component.test]]
id = "bends"
measure = "degrees"
at_least = 90
[[component.row]]
id = "K-1"
grade = "good"
all = ["bends"]
text = "bends"
source = ["TEST"]
status = "OK1"
[[component.row]]
id = "K-2"
grade = "bad"
none = ["bends"]
text = "does not bend"
source = ["TEST"]
status = "OK1"
[[matrix]]
when = []
then = { good = "good", bad = "bad", open = "open" }
"""


def test_criteria_that_exist_nowhere_load_from_data_alone() -> None:
    pack = ResponsePack.load({"made-up.toml": MADE_UP})
    for degrees, wanted in ((90, "good"), (89, "bad"), (None, "open")):
        assert pack.respond(pack.read({"knee": {"degrees": degrees}})).overall == wanted


FAULTS = [
    ('then = { good = "good", bad = "bad", open = "open" }', 'then = { good = "good", bad = "bad" }', "matrix"),
    ('then = { good = "good"', 'then = { good = "fine"', "fine"),
    ('good = "good", bad', 'good = "good?G7", bad', "G7"),
    ('all = ["bends"]', 'all = ["bent"]', "bent"),
    ('measure = "degrees"\nat', 'measure = "degree"\nat', "degree"),
    ("at_least = 90", "at_lest = 90", "at_lest"),
    ("at_least = 90", 'at_least = "90"', "number"),
    ("at_least = 90\n", "", "limit"),
    ('grade = "bad"', 'grade = "awful"', "awful"),
    ('kind = "number"', 'kind = "numeral"', "numeral"),
    ('text = "bends"\nsource = ["TEST"]', 'text = "bends"\nsource = ["NONE"]', "NONE"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "named"), FAULTS)
def test_a_fault_in_the_file_is_named(good: str, bad: str, named: str) -> None:
    assert good in MADE_UP
    with pytest.raises(RuleFileError) as refusal:
        ResponsePack.load({"made-up.toml": MADE_UP.replace(good, bad, 1)})
    assert "made-up.toml" in str(refusal.value)
    assert named in str(refusal.value)


def test_every_entry_of_the_shipped_files_says_how_well_it_is_supported(criteria_texts: dict[str, str]) -> None:
    cited = ("component.row", "component.dispute", "component.remark", "gap", "caution", "grade", "outside")
    for text in criteria_texts.values():
        for entry in cited:
            for part in text.split(f"[[{entry}]]")[1:]:
                assert 'status = "' in part.split("[[")[0]

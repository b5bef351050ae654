"""Curie and SIOPEN: maxima, change from baseline, readings on both sides of each cut-off, what is refused."""

from __future__ import annotations

import random

import pytest

from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.scores import Score, ScorePack


def ask(scores: ScorePack, **facts: object) -> Score:
    return scores.score(scores.read(facts))


def curie(total: int) -> list[int]:
    """Ten values that add up to a total."""
    full, rest = divmod(total, 3)
    return ([3] * full + [rest] + [0] * 10)[:10]


def siopen(total: int) -> list[int]:
    """Twelve values that add up to a total."""
    full, rest = divmod(total, 6)
    return ([6] * full + [rest] + [0] * 12)[:12]


def test_maxima(scores: ScorePack) -> None:
    highest = ask(scores, curie=[3] * 10)
    assert (highest.total, highest.skeletal) == (30, 27)
    highest = ask(scores, siopen=[6] * 12)
    assert (highest.total, highest.skeletal) == (72, 72)
    assert scores.methods["curie"].skeletal_maximum == 27
    nothing = ask(scores, curie=[0] * 10)
    assert (nothing.total, nothing.skeletal) == (0, 0)


def test_soft_tissue_is_the_last_of_curie_and_not_skeletal(scores: ScorePack) -> None:
    for place in range(10):
        values = [0] * 10
        values[place] = 2
        score = ask(scores, curie=values)
        assert (score.total, score.skeletal) == (2, 0 if place == 9 else 2)
    assert [one.id for one in scores.methods["curie"].segments if not one.skeletal] == ["CU10"]
    assert all(one.skeletal for one in scores.methods["siopen"].segments)


def test_sums_of_any_values(scores: ScorePack) -> None:
    chance = random.Random(5)
    for _ in range(200):
        values = [chance.randint(0, 3) for _ in range(10)]
        before = [chance.randint(0, 3) for _ in range(10)]
        score = ask(scores, curie=values, baseline=before)
        assert (score.total, score.skeletal) == (sum(values), sum(values[:9]))
        assert score.relative == (None if not sum(before[:9]) else pytest.approx(sum(values[:9]) / sum(before[:9])))


def test_relative_is_skeletal_now_over_skeletal_at_baseline(scores: ScorePack) -> None:
    now, before = [1, 1, 0, 0, 0, 0, 0, 0, 0, 3], [2, 2, 0, 0, 0, 0, 0, 0, 0, 1]
    for baseline in (before, {"curie": before}):
        assert ask(scores, curie=now, baseline=baseline).document()["relative"] == 0.5
    assert ask(scores, siopen=siopen(9), baseline={"siopen": siopen(6)}).document()["relative"] == 1.5
    assert ask(scores, curie=[0] * 10, baseline=before).document()["relative"] == 0


def test_a_baseline_of_zero_has_no_relative_score_and_says_so(scores: ScorePack) -> None:
    soft_only = [0] * 9 + [3]
    score = ask(scores, curie=[1] * 10, baseline=soft_only)
    assert score.relative is None
    assert "baseline is 0" in score.reason


NOT_AMPLIFIED, GAIN, AMPLIFIED = "not_amplified", "gain", "amplified"
CURIE_READINGS = [
    ("post_induction", NOT_AMPLIFIED, 2, "favourable"),
    ("post_induction", NOT_AMPLIFIED, 3, "adverse"),
    ("post_induction", NOT_AMPLIFIED, 0, "favourable"),
    ("post_induction", GAIN, 2, "favourable"),
    ("post_induction", GAIN, 3, "adverse"),
    ("post_induction", AMPLIFIED, 0, "favourable"),
    ("post_induction", AMPLIFIED, 1, "adverse"),
    ("post_induction", AMPLIFIED, 3, "adverse"),
    ("post_induction", None, 0, "favourable"),
    ("post_induction", None, 1, None),
    ("post_induction", None, 2, None),
    ("post_induction", None, 3, "adverse"),
    ("diagnosis", None, 2, "favourable"),
    ("diagnosis", AMPLIFIED, 3, None),
    ("diagnosis", NOT_AMPLIFIED, 12, None),
    ("diagnosis", None, 13, "adverse"),
    ("other", NOT_AMPLIFIED, 30, None),
    (None, NOT_AMPLIFIED, 30, None),
]


@pytest.mark.parametrize(("timepoint", "mycn", "total", "reading"), CURIE_READINGS)
def test_curie_readings(
    scores: ScorePack, timepoint: str | None, mycn: str | None, total: int, reading: str | None
) -> None:
    score = ask(scores, curie=curie(total), timepoint=timepoint, mycn=mycn)
    assert score.total == total
    assert score.document()["reading"] == reading
    assert score.reason


@pytest.mark.parametrize("mycn", [None, NOT_AMPLIFIED, AMPLIFIED])
@pytest.mark.parametrize(
    ("timepoint", "total", "reading"),
    [
        ("diagnosis", 3, "favourable"), ("diagnosis", 4, None), ("diagnosis", 5, "adverse"),
        ("post_induction", 3, "favourable"), ("post_induction", 4, "adverse"),
        ("other", 40, None), (None, 40, None),
    ],
)  # fmt: skip
def test_siopen_readings(
    scores: ScorePack, mycn: str | None, timepoint: str | None, total: int, reading: str | None
) -> None:
    assert ask(scores, siopen=siopen(total), timepoint=timepoint, mycn=mycn).document()["reading"] == reading


def test_where_cut_offs_disagree_all_are_named(scores: ScorePack) -> None:
    unknown = ask(scores, curie=curie(2), timepoint="post_induction")
    assert unknown.reason.count("23440556") == 0
    assert unknown.reason.count("Yanik 2013") == 2
    diagnosis = ask(scores, curie=curie(7), timepoint="diagnosis")
    assert "Yanik 2018" in diagnosis.reason
    assert "Decarolis 2013" in diagnosis.reason


def test_another_cohort_that_reads_it_otherwise_is_told_beside_the_reading(scores: ScorePack) -> None:
    score = ask(scores, curie=curie(2), timepoint="post_induction", mycn=NOT_AMPLIFIED)
    assert score.document()["reading"] == "favourable"
    assert "ANBL0532" in score.reason
    assert "ANBL0532" not in ask(scores, curie=curie(3), timepoint="post_induction", mycn=NOT_AMPLIFIED).reason


def test_after_transplant_no_cut_off_is_validated(scores: ScorePack) -> None:
    assert "transplant or immunotherapy" in ask(scores, curie=curie(9), timepoint="other").reason


REFUSED = [
    ([], "one JSON object"),
    ({}, "curie, siopen"),
    ({"curie": None}, "curie, siopen"),
    ({"curie": [0] * 10, "siopen": [0] * 12}, "mixed"),
    ({"curie": [0] * 9}, "9 values"),
    ({"curie": [0] * 12}, "12 values"),
    ({"siopen": [0] * 10}, "10 values"),
    ({"curie": [0, 0, 4, 0, 0, 0, 0, 0, 0, 0]}, "CU3"),
    ({"curie": [-1] + [0] * 9}, "CU1"),
    ({"siopen": [0] * 11 + [7]}, "SI12"),
    ({"curie": [0] * 9 + [1.5]}, "CU10"),
    ({"curie": [True] + [0] * 9}, "CU1"),
    ({"curie": ["1"] + [0] * 9}, "CU1"),
    ({"curie": [None] + [0] * 9}, "CU1"),
    ({"curie": [float("nan")] + [0] * 9}, "CU1"),
    ({"curie": [float("inf")] + [0] * 9}, "CU1"),
    ({"curie": 12}, "list of 10"),
    ({"curie": [0] * 10, "baseline": {"siopen": [0] * 12}}, "mixed"),
    ({"curie": [0] * 10, "baseline": [0] * 12}, "baseline"),
    ({"siopen": [0] * 12, "baseline": {"curie": [0] * 10}}, "mixed"),
    ({"curie": [0] * 10, "baseline": {"amsterdam": [0]}}, "amsterdam"),
    ({"curie": [0] * 10, "timepoint": "after_transplant"}, "timepoint"),
    ({"curie": [0] * 10, "mycn": "positive"}, "mycn"),
    ({"amsterdam": [0] * 10}, "amsterdam"),
]


@pytest.mark.parametrize(("document", "named"), REFUSED, ids=str)
def test_refused_by_name_in_one_line(scores: ScorePack, document: object, named: str) -> None:
    with pytest.raises(UserError) as refusal:
        scores.read(document)
    assert named in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ("skeletal_maximum = 27", "skeletal_maximum = 30", "maximum"),
        ("highest = 3", "highest = 4", "maximum"),
        ("value = 3", "value = 4", "grade"),
        ('time = "diagnosis"', 'time = "birth"', "birth"),
        ('mycn = ["amplified"]', 'mycn = ["yes"]', "mycn"),
        ('source = ["STREBY"]', 'source = ["NOBODY"]', "NOBODY"),
    ],
)
def test_a_fault_in_the_file_is_named(score_texts: dict[str, str], good: str, bad: str, named: str) -> None:
    text = score_texts["scores/curie.toml"]
    assert good in text
    with pytest.raises(RuleFileError, match=named):
        ScorePack.load({"scores/curie.toml": text.replace(good, bad, 1)})

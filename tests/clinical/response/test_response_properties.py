"""What must hold for any measurements."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from desktop.clinical.response import Response, ResponsePack

PACK = ResponsePack.load({name: resources.read_text(name) for name in resources.names("response", ".toml")})

calmly = settings(deadline=None, max_examples=60)

SIZE = st.decimals(0, 200, places=1)
FLAG = st.booleans()


def known(keys: dict[str, st.SearchStrategy[object]]) -> st.SearchStrategy[dict[str, object]]:
    """Any of the measurements, each known or not."""
    return st.fixed_dictionaries({}, optional=keys)


PRIMARY = known({"baseline_mm": SIZE, "nadir_mm": SIZE, "now_mm": SIZE, "uptake": FLAG})
METASTASES = known(
    {
        "bone_score_baseline": st.integers(0, 27),
        "bone_score_now": st.integers(0, 27),
        "method": st.just("curie"),
        "fdg_lesions_baseline": st.integers(0, 9),
        "fdg_lesions_now": st.integers(0, 9),
        "soft_tissue_baseline_mm": SIZE,
        "soft_tissue_now_mm": SIZE,
        "soft_tissue_nadir_mm": SIZE,
        "node_short_axis_now_mm": SIZE,
        "new_lesion": FLAG,
        "uptake": FLAG,
    }
)
MARROW = known(
    {"baseline_percent": st.decimals(0, 100, places=1), "now_percent": st.decimals(0, 100, places=1), "adequate": FLAG}
)
FACTS = st.fixed_dictionaries({"primary": PRIMARY, "metastases": METASTASES, "marrow": MARROW})


def ask(facts: object) -> Response:
    return PACK.respond(PACK.read(facts))


@calmly
@given(FACTS)
def test_progression_anywhere_is_progression_of_the_whole(facts: dict[str, object]) -> None:
    response = ask(facts)
    assert (response.overall == "PD") == ("PD" in response.parts.values())
    assert all(reason for reason in response.reasons)


@calmly
@given(FACTS)
def test_the_order_of_what_was_measured_does_not_matter(facts: dict[str, dict[str, object]]) -> None:
    turned = {key: dict(reversed(list(value.items()))) for key, value in reversed(list(facts.items()))}
    assert ask(turned) == ask(facts)


@calmly
@given(FACTS)
def test_more_knowledge_never_turns_a_grade_over(facts: dict[str, dict[str, object]]) -> None:
    """Taking away the growth, fall and uptake of the primary can only make it not evaluable, or leave it."""
    whole = ask(facts).parts["primary"]
    for key in ("now_mm", "uptake", "baseline_mm"):
        less = {name: one for name, one in facts["primary"].items() if name != key}
        without = ask({**facts, "primary": less}).parts["primary"]
        # a lost baseline leaves the nadir as the smallest measurement, and only growth can be told from it
        assert without in (whole, "NE") or (key == "baseline_mm" and without in ("PD", "CR"))


@calmly
@given(st.decimals(1, 200, places=1), st.decimals(1, 200, places=1), st.sampled_from((2, 3, 10)))
def test_only_proportions_count_for_a_partial_response(baseline: Decimal, now: Decimal, times: int) -> None:
    def partial(factor: int) -> bool:
        sizes = {"baseline_mm": baseline * factor, "now_mm": now * factor, "uptake": True}
        return ask({"primary": sizes}).parts["primary"] == "PR"

    assert partial(1) == partial(times) == ((baseline - now) * 10 >= baseline * 3)


@calmly
@given(st.decimals(0, 100, places=1), st.decimals(0, 100, places=1))
def test_an_adequate_marrow_study_always_has_a_grade(baseline: Decimal, now: Decimal) -> None:
    measured = {"baseline_percent": baseline, "now_percent": now, "adequate": True}
    grade = ask({"marrow": measured}).parts["marrow"]
    if now == 0:
        wanted = "NI" if baseline == 0 else "CR"
    elif (baseline == 0 and now >= 5) or (baseline > 0 and now >= 2 * baseline and now > 20):
        wanted = "PD"
    else:
        wanted = "MD" if now <= 5 else "SD"
    assert grade == wanted


METASTASES_KNOWN = st.fixed_dictionaries(
    {
        "bone_score_baseline": st.integers(1, 27),
        "bone_score_now": st.integers(0, 27),
        "soft_tissue_baseline_mm": st.integers(10, 60),
        "soft_tissue_nadir_mm": st.integers(0, 60),
        "soft_tissue_now_mm": st.integers(0, 60),
        "new_lesion": FLAG,
        "uptake": FLAG,
    }
)


@settings(deadline=None, max_examples=300)
@given(METASTASES_KNOWN)
def test_metastases_of_bone_and_soft_tissue_go_by_the_rule_in_words(found: dict[str, int]) -> None:
    score, soft, smallest = found["bone_score_now"], found["soft_tissue_now_mm"], found["soft_tissue_nadir_mm"]
    smallest = min(smallest, found["soft_tissue_baseline_mm"])
    grown = soft - smallest >= 5 and (soft - smallest) * 5 >= smallest
    if not found["uptake"] and not score and soft < 10 and not found["new_lesion"]:
        wanted = "CR"
    elif (found["new_lesion"] and found["uptake"]) or grown or score * 10 >= found["bone_score_baseline"] * 12:
        wanted = "PD"
    elif (
        score * 2 <= found["bone_score_baseline"]
        and (found["soft_tissue_baseline_mm"] - soft) * 10 >= found["soft_tissue_baseline_mm"] * 3
        and not found["new_lesion"]
    ):
        wanted = "PR"
    else:
        wanted = "SD"
    response = ask({"metastases": found})
    assert response.parts["metastases"] == wanted
    if found["new_lesion"] and wanted != "PD":
        assert "PD by another reading" in (response.conflict or "")


@settings(deadline=None, max_examples=300)
@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60), FLAG)
def test_the_primary_goes_by_the_rule_in_words(baseline: int, nadir: int, now: int, uptake: bool) -> None:
    smallest = min(baseline, nadir)
    if now < 10 and not uptake:
        wanted = "CR"
    elif now - smallest >= 5 and (now - smallest) * 5 >= smallest:
        wanted = "PD"
    else:
        wanted = "PR" if (baseline - now) * 10 >= baseline * 3 else "SD"
    measured = {"baseline_mm": baseline, "nadir_mm": nadir, "now_mm": now, "uptake": uptake}
    assert ask({"primary": measured}).parts["primary"] == wanted

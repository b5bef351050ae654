"""The outline of the body: every segment of every method has a shape, and bad files are refused by name."""

from __future__ import annotations

import pytest

import resources
from desktop.app import build_library
from desktop.clinical.body import METHODS, Body
from desktop.clinical.errors import RuleFileError

TEXT = resources.read_text("body/scans.toml")
BODY = Body.parse(TEXT)


@pytest.mark.parametrize("method", METHODS)
def test_every_segment_is_drawn_and_has_one_digit(method: str) -> None:
    segments = {one.id for one in build_library().scores.methods[method].segments}
    assert {segment for _, segment in BODY.of(method)} == segments
    with_digit = [segment for shape, segment in BODY.of(method) if method in shape.digit]
    assert sorted(with_digit) == sorted(segments)


def test_limbs_of_siopen_are_on_their_own_side() -> None:
    sides = {segment: shape.id.partition("-")[0] for shape, segment in BODY.of("siopen") if "-" in shape.id}
    assert {sides[one] for one in ("SI3", "SI4", "SI9", "SI10")} == {"right"}
    assert {sides[one] for one in ("SI5", "SI6", "SI11", "SI12")} == {"left"}
    middle = BODY.width / 2
    for shape, _ in BODY.of("siopen"):
        side = shape.id.partition("-")[0]
        if side in {"right", "left"}:
            # the child faces the reader: the right side stands at the left
            assert (min(shape.at[::2]) < middle) == (side == "right"), shape.id


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('form = "ellipse"', 'form = "star"', "use one of"),
        ("at = [86, 38, 25, 31]", "at = [86, 38]", "not as many numbers"),
        ("at = [86, 38, 25, 31]", 'at = ["a"]', "list of numbers"),
        ("apart = true", "apert = true", "no key of this row"),
        ("width = 172", "", '"width" is missing'),
        ("\n[[shape]]\n", "\n[[shape\n", "cannot be read"),
    ],
)
def test_a_bad_file_is_refused_by_name(was: str, now: str, told: str) -> None:
    with pytest.raises(RuleFileError, match=told):
        Body.parse(TEXT.replace(was, now, 1))

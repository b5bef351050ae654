"""A file of markers that is not sound is refused with the name of the entry."""

from __future__ import annotations

import pytest

from desktop.clinical.biomarkers import MarkerRules
from desktop.clinical.errors import RuleFileError


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("blood", "{ from = 100, to = 899,", "{ from = 99, to = 899,", 'scale "ldh-all": bins must follow each other'),
        ("blood", "over = 1250", "over = 1250\nfrom = 1250", "exactly one of"),
        ("blood", 'grade = "best"', 'grade = "good"', '"grade" is "best"'),
        ("blood", 'source = ["MOROZ"]', "source = []", '"source" is missing'),
        ("blood", 'status = "UNVERIFIED"', 'status = "SURE"', '"status" is "SURE"'),
        ("blood", 'marker = "ldh"\npop', 'marker = "ldg"\npop', "must name a"),
        ("urine", 'side = "below"\nunit', 'side = "over"\nunit', '"side" of a limit'),
        ("urine", "years = { from = 1, below = 2 }", "years = { from = 2, below = 2 }", 'must be more than "from"'),
        ("urine", "limit = 27", "limit = 0", "must be above 0"),
        ("urine", "limit = 27", "limits = 27", '"limits" is no key'),
        ("urine", '"mg_24h"]', '"mg_day"]', '"units" must name units'),
        ("urine", 'markers = ["hva"]', 'markers = ["vanilla"]', "must name markers"),
        ("units", 'of = "creatinine"', 'of = "creatine"', "need a \\[\\[molar\\]\\]"),
        ("units", 'of = "hva"', 'of = "hvb"', 'a \\[\\[molar\\]\\] of "hva"'),
        ("units", 'top = "mass"\n', "", "together or not at all"),
        ("units", "size = 1000", "size = 0", "must be above 0"),
        ("units", 'kind = "units"', 'kind = "markers"', "exactly one file of units"),
        ("units", 'kind = "units"', "kind = ", "not TOML"),
        ("urine", 'kind = "markers"', 'kind = "marks"', '"kind" must be one of'),
    ],
)
def test_refused_in_words(marker_texts: dict[str, str], file: str, old: str, new: str, told: str) -> None:
    name = f"biomarkers/{file}.toml"
    assert old in marker_texts[name]
    with pytest.raises(RuleFileError, match=told):
        MarkerRules.load({**marker_texts, name: marker_texts[name].replace(old, new, 1)})


def test_a_marker_stands_in_one_file_only(marker_texts: dict[str, str]) -> None:
    with pytest.raises(RuleFileError, match="stands twice"):
        MarkerRules.load({**marker_texts, "biomarkers/urine2.toml": marker_texts["biomarkers/urine.toml"]})


def test_every_entry_that_ships_has_its_source(markers: MarkerRules) -> None:
    entries = [*markers.markers.values(), *markers.limits, *markers.scales, *markers.cuts, *markers.notes]
    assert len(entries) > 45
    assert all(one.cited.source and one.cited.status for one in entries)

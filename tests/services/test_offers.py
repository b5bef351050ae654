"""Which value people mean by what they type: by words, code or another name, whatever accents and capitals."""

from __future__ import annotations

import pytest

from desktop.services.offers import Offer, matches, meant

SITES = (
    Offer("left", "left adrenal gland", ("suprarenal, left",), "adrenal_left"),
    Offer("right", "right adrenal gland", ("suprarenal, right",), "adrenal_right"),
    Offer("orbit", "orbit", ("eye socket", "órbita"), "orbit"),
    Offer("none", "≥ 5 sites"),
    Offer("few", "< 5 sites"),
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Orbit", "orbit"),
        ("orb", "orbit"),
        ("ORBITA", "orbit"),
        ("socket", "orbit"),
        ("adrenal left", "left"),
        ("gland r", "right"),
        ("adrenal_right", "right"),
        ("suprarenal l", "left"),
        ("≥ 5 sites", "none"),
    ],
)
def test_what_is_typed_means_one(typed: str, value: str) -> None:
    assert [one.offer.value for one in meant(SITES, typed)] == [value]


def test_what_could_be_several_is_none_of_them_yet() -> None:
    assert [one.offer.value for one in meant(SITES, "adrenal")] == ["left", "right"]
    assert meant(SITES, "5 sites")[0].offer.value == "none"
    assert len(meant(SITES, "5 sites")) == 2, "signs do not tell them apart where they are not typed"


def test_what_stands_inside_a_word_is_offered_and_never_taken_unseen() -> None:
    assert [one.offer.value for one in matches(SITES, "rbi")] == ["orbit"]
    assert meant(SITES, "rbi") == ()


def test_the_name_that_it_was_found_by_is_told() -> None:
    (one,) = matches(SITES, "eye")
    assert one.by == "eye socket"
    assert matches(SITES, "orb")[0].by == ""


def test_beginnings_come_before_what_only_holds_it() -> None:
    assert [one.offer.value for one in matches(SITES, "r")] == ["right", "left", "orbit"]
    assert matches(SITES, "si")[0].offer.value == "none"


def test_nothing_typed_offers_all_and_means_none() -> None:
    assert len(matches(SITES, " ")) == len(SITES)
    assert meant(SITES, " ") == ()
    assert matches(SITES, "--") == ()


def test_a_figure_alone_takes_nothing_by_the_end_of_a_longer_code() -> None:
    offers = (Offer("abdomen", "abdomen", ("C48.0",)), Offer("mibg", "therapy", ("131I-MIBG",)))
    assert meant(offers, "0") == ()
    assert [one.offer.value for one in matches(offers, "0")] == ["abdomen"], "it may be chosen"
    assert [one.offer.value for one in meant(offers, "131")] == ["mibg"]
    assert [one.offer.value for one in meant(offers, "c48.0")] == ["abdomen"]

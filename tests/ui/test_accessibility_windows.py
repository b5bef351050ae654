"""Every window, dialog and state of the gallery, walked through: names, targets, keyboard, and room for large text."""

from __future__ import annotations

import pytest

from tests.accessibility.dress import undressed
from tests.accessibility.keyboard import unreached, unseen_focus
from tests.accessibility.names import by_colour_alone, nameless, small, without_buddies
from tests.accessibility.room import clipped, oversized
from tests.gallery.catalogue import SCENES
from tests.gallery.scene import Scene
from tests.gallery.studio import Studio


@pytest.fixture(scope="session")
def focus_seen() -> set[tuple[str, str]]:
    """Classes and kinds of control whose focus has been looked at."""
    return set()


@pytest.mark.sampled(12, 0)
@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_names_targets_and_keyboard(studio: Studio, scene: Scene, focus_seen: set[tuple[str, str]]) -> None:
    with studio.dressed():
        root = scene.make(studio)
        studio.settle()
        faults = [
            *nameless(root),
            *without_buddies(root),
            *small(root),
            *by_colour_alone(root),
            *unreached(root),
            *unseen_focus(root, focus_seen),
            *oversized(root),
            *undressed(),
        ]
    assert faults == []


@pytest.mark.sampled(12, 6)
@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_text_at_200_per_cent_has_room(studio: Studio, scene: Scene) -> None:
    with studio.dressed(scale=2.0):
        root = scene.make(studio)
        studio.settle()
        faults = [*clipped(root), *oversized(root)]
    assert faults == []

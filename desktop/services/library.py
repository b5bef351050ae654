"""The shelf of everything that ships as data, parsed once and passed to whoever needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.clinical.labels import Labels
from desktop.clinical.risk import RulePack
from desktop.clinical.timeline import Template
from desktop.services.importing.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Rule tables, treatment templates by id, words, column profiles, print fonts' files by cut, our own icon (SVG)."""

    rules: RulePack
    templates: Mapping[str, Template]
    labels: Labels
    profiles: tuple[Profile, ...]
    fonts: Mapping[str, Path]
    demonstration: str
    icon: bytes

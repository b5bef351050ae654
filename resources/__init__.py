"""Data that ships: decision tables, templates, labels, column profiles. This module is the only door to it."""

from __future__ import annotations

from importlib.resources import files


def read_text(name: str) -> str:
    """Return one bundled file as text, for example ``risk/cog-v2.toml``."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Return one bundled file as bytes."""
    return files(__name__).joinpath(name).read_bytes()


def names(folder: str, suffix: str) -> list[str]:
    """The names of the bundled files of a folder that end in ``suffix``, sorted, for example ``risk/cog-v2.toml``."""
    found = files(__name__).joinpath(folder).iterdir()
    return sorted(f"{folder}/{one.name}" for one in found if one.name.endswith(suffix))

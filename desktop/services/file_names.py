"""Names of files that came from elsewhere, made safe to show and to write: no folders, no signs that are not seen."""

from __future__ import annotations

from unicodedata import category, normalize

LONGEST = 120
"""Longer names of files and titles are cut; every system can write names of this length."""

UNNAMED = "document"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"})
"""Control and direction signs, halves of letters, line ends, and what no writing has."""

_REFUSED = frozenset('<>:"|?*')
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_LONGEST_ENDING = 16


def safe_name(name: str) -> str:
    """What a file may be called on any system: the last part of a path, without what hides or misleads.

    A name that says ``report<reversed>fdp.exe`` to the eye is written as it is: ``reportfdp.exe``.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join("_" if sign in _REFUSED else sign for sign in _seen(last)).strip(" .")
    if plain.partition(".")[0].strip().lower() in _DEVICES:
        plain = f"_{plain}"
    return _cut(plain) or UNNAMED


def safe_title(title: str) -> str:
    """A title on one line, without signs that are not seen."""
    return " ".join(_seen(title).split())[:LONGEST].strip()


def title_of(name: str) -> str:
    """The title that a file's name proposes: without its ending, underlines as spaces."""
    safe = safe_name(name)
    stem, dot, ending = safe.rpartition(".")
    whole = stem if dot and 0 < len(ending) <= _LONGEST_ENDING else safe
    return safe_title(whole.replace("_", " ")) or UNNAMED


def _seen(text: str) -> str:
    return "".join(
        " " if sign in "\t\n\r" else sign for sign in normalize("NFC", text) if sign in "\t\n\r" or _is_seen(sign)
    )


def _is_seen(sign: str) -> bool:
    return category(sign) not in _UNSEEN


def _cut(name: str) -> str:
    """Cut in the middle: the ending says what it is."""
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return name[:LONGEST].strip(" .")
    return f"{stem[: LONGEST - len(ending) - 1].strip(' .')}.{ending}"

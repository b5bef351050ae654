"""TOML that comes from outside: refused in a sentence where it is no text, too large, or made to be read for hours."""

from __future__ import annotations

import tomllib

from desktop.clinical.errors import RuleFileError, UserError

LARGEST = 1024 * 1024
"""No file of rules comes near: the largest that ships has some ten kilobytes."""
LONGEST_LINE = 4_000


def refuse_large(name: str, size: int, what: str = "rule file") -> None:
    """Raise UserError for more bytes than any such file has."""
    if size > LARGEST:
        raise UserError(f"{name} is larger than {LARGEST // 1024:,} KB, which no {what} is; nothing was changed.")


def text_of(name: str, content: bytes) -> str:
    """The bytes as text with plain line ends. Raises RuleFileError for another encoding than UTF-8."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise RuleFileError(f"{name}: this file is not UTF-8 text; save it as UTF-8.") from error


def document_of(name: str, text: str) -> dict[str, object]:
    """What the text says. Raises RuleFileError where it is not TOML, or has a line that only a hostile file has."""
    # a key of thousands of parts would be read for hours
    if max(map(len, text.split("\n"))) > LONGEST_LINE:
        raise RuleFileError(f"{name}: a line has more than {LONGEST_LINE:,} characters, which no rule needs; part it.")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise RuleFileError(f"{name}: this file is not TOML ({error}); mend it.") from error

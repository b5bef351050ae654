"""What was typed into a fact's field, read as an answer: the value in any of its words, a number, a date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.editing import Field, Kind
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.ui.forms.date_entry import read_date


class EntryError(UserError):
    """What was typed cannot be used; the sentence says why and what can be typed."""


def read_typed(field: Field, labels: Labels, text: str, today: date) -> Answer[object]:
    """Read typed text as an answer; nothing typed is "not asked". Raises UserError."""
    typed = text.strip()
    if not typed:
        return NOT_ASKED
    if field.kind in {Kind.TEXT, Kind.LONG_TEXT}:
        return known(typed)
    if field.kind is Kind.DATE:
        return known(read_date(typed, today))
    if field.kind in {Kind.COUNT, Kind.MEASURE}:
        return known(_number(field, typed))
    return known(_option(field, labels, typed))


def shown(field: Field, labels: Labels, value: object) -> str:
    """A value as the field shows it; what is shown can be typed back."""
    if isinstance(value, frozenset):
        return labels.value(field.name, value)
    if field.kind in {Kind.CODE, Kind.YES_NO}:
        return option_words(field, labels, value)
    return labels.value("", value)


def option_words(field: Field, labels: Labels, value: object) -> str:
    """One value of a coded fact in words."""
    return labels.word(field.name, value)


def options(field: Field, labels: Labels) -> tuple[object, ...]:
    """The values of a coded fact; for codes that are data, those the labels know."""
    if field.options or field.kind is not Kind.CODES:
        return field.options
    return tuple(code for code in labels.words[field.name] if code != "none")


def _number(field: Field, typed: str) -> int | Decimal:
    """A count or a measure within its bounds. A comma is a decimal sign; nothing else may stand in it."""
    try:
        value = Decimal(typed.replace(",", ".").removesuffix("%").strip())
        whole = field.kind is not Kind.COUNT or value == value.to_integral_value()
    except InvalidOperation:
        raise EntryError("This is not a number.") from None
    if not value.is_finite() or not whole:
        raise EntryError("A whole number is needed here." if value.is_finite() else "This is not a number.")
    if field.over is not None and value <= field.over:
        raise EntryError(f"The number must be greater than {field.over}.")
    if value < 0:
        raise EntryError("The number cannot be negative.")
    if field.at_most is not None and value > field.at_most:
        raise EntryError(f"The number cannot be greater than {field.at_most}.")
    return int(value) if field.kind is Kind.COUNT else value


def _option(field: Field, labels: Labels, typed: str) -> object:
    """The option whose words or code are typed, or whose words begin so and no other's do."""
    wanted = typed.casefold()
    words = {option: option_words(field, labels, option).casefold() for option in field.options}
    for option, told in words.items():
        if wanted in (told, str(option).casefold()):
            return option
    found = [option for option, told in words.items() if told.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    raise EntryError("This is none of the values; Alt+Down lists them.")

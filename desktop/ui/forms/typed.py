"""What was typed into a fact's field, read as an answer: the value in any of its words, a number, a date."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.editing import Field, Kind
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import REST_NOT_RECORDED
from desktop.services.offers import Offer, meant
from desktop.ui.forms.date_entry import read_date
from desktop.ui.forms.ways import PLAIN, Ways
from desktop.ui.words import capital

_WITH_UNIT = re.compile(r"(?P<number>[-+]?[\d.,]*\d)\s*(?P<unit>[^\d\s.,](?!\d+$).*)")
_EITHER_WAY = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")
"""A comma that is a decimal sign to some and stands before thousands to others; one is a thousand times the other."""
_SHARES = {"", "%", "of 100"}
"""What a number may be kept in that is typed with a per cent sign; of millimetres nobody means a share."""
_NAMED = 3
"""So many values are named where what is typed could be several."""


class EntryError(UserError):
    """What was typed cannot be used; the sentence says why and what can be typed."""


_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), 127)) | {
    code: bytes([code]).decode("cp1252", errors="ignore") or None for code in range(128, 160)
}
"""What no text has: controls, and the dashes and quotes of Windows that came through another program as controls."""


def readable(text: str) -> str:
    """Text without the controls that other programs leave in what is copied from them, which no record can carry."""
    return text.translate(_CONTROLS)


def read_typed(field: Field, labels: Labels, text: str, today: date, ways: Ways = PLAIN) -> Answer[object]:
    """Read typed text as an answer; nothing typed is "not asked". Raises UserError."""
    typed = readable(text).strip()
    if not typed:
        return NOT_ASKED
    if field.kind in {Kind.TEXT, Kind.LONG_TEXT}:
        return known(typed)
    if field.kind is Kind.DATE:
        return known(read_date(typed, today))
    if field.kind in {Kind.COUNT, Kind.MEASURE}:
        return known(_number(field, typed, ways))
    return known(_option(offers_of(field, labels, ways), typed))


def shown(field: Field, labels: Labels, value: object, ways: Ways = PLAIN) -> str:
    """A value as the field shows it; what is shown can be typed back."""
    if isinstance(value, frozenset):
        return labels.value(field.name, value)
    if field.kind in {Kind.CODE, Kind.YES_NO}:
        if ways.offers is not None:
            return next((one.words for one in ways.offers() if one.value == value), ways.gone or str(value))
        return option_words(field, labels, value)
    return labels.value("", value)


def option_words(field: Field, labels: Labels, value: object) -> str:
    """One value of a coded fact in words."""
    return labels.word(field.name, value)


def options(field: Field, labels: Labels) -> tuple[object, ...]:
    """The values of a coded fact; for codes that are data, those the labels know."""
    if field.kind is not Kind.CODES:
        return field.options
    known_codes = field.options or tuple(code for code in labels.words[field.name] if code != "none")
    return tuple(code for code in known_codes if code != REST_NOT_RECORDED)


def offers_of(field: Field, labels: Labels, ways: Ways = PLAIN) -> tuple[Offer, ...]:
    """Everything that a coded field offers: what it is given, or the values of its fact in the words of labels,
    each with its other names.
    """
    if ways.offers is not None:
        return tuple(ways.offers())
    also = ways.also() if ways.also is not None else {}
    return tuple(
        Offer(one, option_words(field, labels, one), tuple(also.get(one, ())), code=str(one))
        for one in options(field, labels)
    )


def converted(text: str, answer: Answer[object], ways: Ways) -> str:
    """``3.2 cm = 32 mm``, where a number was typed in another unit than it is kept in; else nothing."""
    number, unit = _split(text.strip())
    if not answer.is_known or not unit or not ways.units or unit == _plain(ways.unit):
        return ""
    return f"{number} {_spelled(unit, ways)} = {format(Decimal(str(answer.value)), 'f')} {ways.unit}"


def unit_beside(text: str, ways: Ways) -> object | None:
    """The unit typed behind a number that is to be chosen in the field beside it; None where none was typed."""
    _, unit = _split(text.strip())
    return _written(unit, ways) if unit and ways.beside is not None else None


def _written(unit: str, ways: Ways) -> object:
    """Which of the units beside is written like this. Raises EntryError that names them: nothing is converted."""
    units = ways.beside() if ways.beside is not None else {}
    for code, names in units.items():
        if unit in {_plain(one) for one in names}:
            return code
    *first, last = (names[0] for names in units.values())
    listed = f"{', '.join(first)} or {last}" if first else last
    raise EntryError(f"The unit here is {listed}; a number in another unit is not converted.")


def _number(field: Field, typed: str, ways: Ways) -> int | Decimal:
    """A count or a measure within its bounds. A comma is a decimal sign; behind it may stand a unit of the field."""
    number, unit = _split(typed)
    if ways.beside is not None and _EITHER_WAY.fullmatch(number):
        raise EntryError(
            "A comma before three figures can be read two ways; type a point, or thousands without a sign."
        )
    try:
        value = _times(Decimal(number.replace(",", ".")), _factor(unit, ways))
        whole = field.kind is not Kind.COUNT or value == value.to_integral_value()
    except InvalidOperation:
        raise EntryError("This is not a number.") from None
    if not value.is_finite() or not whole:
        raise EntryError("A whole number is needed here." if value.is_finite() else "This is not a number.")
    beyond = field.why_beyond(value)
    if beyond:
        raise EntryError(f"{capital(beyond)}.")
    return int(value) if field.kind is Kind.COUNT else value


def _split(typed: str) -> tuple[str, str]:
    """A number and the unit behind it; text that is neither stays whole, and is then no number."""
    found = _WITH_UNIT.fullmatch(typed)
    return (found["number"], _plain(found["unit"])) if found else (typed, "")


def _times(number: Decimal, factor: Decimal) -> Decimal:
    """A number as it was typed, or in the unit that it is kept in, without figures that multiplying added."""
    return number if factor == 1 else Decimal(format((number * factor).normalize(), "f"))


def _factor(unit: str, ways: Ways) -> Decimal:
    if unit and ways.beside is not None:
        _written(unit, ways)
        return Decimal(1)
    if (unit == "%" and ways.unit in _SHARES) or unit in {"", _plain(ways.unit)}:
        return Decimal(1)
    for name, factor in ways.units.items():
        if unit == _plain(name):
            return factor
    known_units = " or ".join((ways.unit, *ways.units)) if ways.unit else ""
    raise EntryError(f"The number is kept in {known_units}." if known_units else "This is not a number.")


def _spelled(unit: str, ways: Ways) -> str:
    return next((name for name in ways.units if _plain(name) == unit), unit)


def _plain(unit: str) -> str:
    """A unit however it is typed: the micro sign has two characters, and capitals are typed by chance."""
    return "".join(unit.split()).casefold().replace("µ", "μ")


def _option(offers: tuple[Offer, ...], typed: str) -> object:
    """The value that is meant, by its words, its code or another name. Raises EntryError where that is not sure."""
    found = meant(offers, typed)
    if len(found) == 1:
        return found[0].offer.value
    if found:
        named = ", ".join(one.offer.words for one in found[:_NAMED])
        more = " and more" if len(found) > _NAMED else ""
        raise EntryError(f"This could be {named}{more}; go on typing, or choose with the arrow keys.")
    raise EntryError("This is none of the values; Alt+Down lists them.")

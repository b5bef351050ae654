"""What is known of a child once everything that follows directly has been filled in.

MYCN gain and the like are read as the value that rules see, a class follows from a measured number, an overall call
from its parts and the parts from it. Nothing here depends on a scheme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.errors import UserError
from desktop.clinical.facts import FactValue
from desktop.clinical.risk.domains import Domains, Key, Measured, Total
from desktop.clinical.risk.rows import Value


@dataclass(frozen=True, slots=True)
class Known:
    """Known facts by name, the age in days (None: unknown), and what people should be told about them.

    ``disagreeing`` names overall calls that their parts contradict: each then counts for its own column.
    """

    values: dict[str, Value]
    days: int | None
    warnings: tuple[str, ...]
    disagreeing: frozenset[str]


_NONE: frozenset[str] = frozenset()


def known_facts(domains: Domains, facts: Mapping[str, FactValue | None]) -> Known:
    """Fill in what follows. Raises UserError for a key or value that does not exist."""
    values: dict[str, Value] = {}
    numbers: dict[str, FactValue] = {}
    days = None
    for name, value in facts.items():
        if value is None:
            continue
        key = domains.keys.get(name)
        if key is None or key.staging:
            raise UserError(f'Facts: "{name}" is not a known key; remove it or correct its name.')
        if key.kind == "days":
            days = value if isinstance(value, int) else int(str(value))
        elif key.values:
            if value not in key.codes:
                raise _no_value(key, value)
            values[name] = key.codes[value]  # type: ignore[index]
        else:
            numbers[name] = value
    return _completed(domains, values, numbers, days)


def _no_value(key: Key, value: object) -> UserError:
    codes = ", ".join(map(str, key.codes))
    return UserError(f"Facts, {key.name}: {str(value)[:40]!r} is not a known value; use one of {codes}.")


def _completed(domains: Domains, values: dict[str, Value], numbers: Mapping[str, FactValue], days: int | None) -> Known:
    warnings: list[str] = []
    disagreeing = _NONE
    for one in domains.assumed:
        if one.key not in values:
            values[one.key] = one.value
            warnings.append(one.warning)
    for measured in domains.measured:
        if measured.number in numbers:
            warnings += _measure(measured, values, _decimal(numbers[measured.number]))
    for total in domains.totals:
        if not _sum_up(total, values):
            warnings.append(total.disagreement)
            disagreeing |= {total.key}
    if days is not None and days in domains.boundaries:
        warnings.append(domains.boundaries[days])
    return Known(values, days, tuple(warnings), disagreeing)


def _decimal(number: FactValue) -> Decimal:
    """A number as it was written: through text, because a binary fraction lies beside it."""
    return number if isinstance(number, Decimal) else Decimal(str(number))


def _measure(measured: Measured, values: dict[str, Value], number: Decimal) -> list[str]:
    """The class of a measured number; a class that the laboratory gave goes before it, and a difference is told."""
    warnings = []
    found = measured.classify(number)
    if values.setdefault(measured.key, found) != found:
        warnings.append(measured.disagreement)
    if measured.near[0] <= number <= measured.near[1]:
        warnings.append(measured.near_warning)
    return warnings


def _sum_up(total: Total, values: dict[str, Value]) -> bool:
    """Fill in an overall call from its parts, or parts from the call; False if they contradict each other."""
    parts = [values.get(part) for part in total.parts]
    call = values.get(total.key)
    if call is None:
        if True in parts:
            values[total.key] = total.present
        elif None not in parts:
            values[total.key] = total.absent
        return True
    if call == total.absent:
        if True in parts:
            return False
        values.update(dict.fromkeys(total.parts, False))
        return True
    return True in parts or _last_part(total, parts, values)


def _last_part(total: Total, parts: list[Value | None], values: dict[str, Value]) -> bool:
    """The call is present and no part is true: the only open part must be; with none open it is a contradiction."""
    still_open = [name for name, part in zip(total.parts, parts, strict=True) if part is None]
    if len(still_open) == 1:
        values[still_open[0]] = True
    return bool(still_open)

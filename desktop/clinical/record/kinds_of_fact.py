"""What a field of an entry can hold, by the name a reader would give it; each may be a typed silence instead."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from desktop.clinical.answers import Answer
from desktop.clinical.dates import PartialDate

Words: TypeAlias = Answer[str]
"""Free words."""
Code: TypeAlias = Answer[str]
"""One code of the list that ``resources/record`` gives for the field."""
Codes: TypeAlias = Answer[frozenset[str]]
"""Several codes of such a list; an empty set: looked for, none."""
Link: TypeAlias = Answer[str]
"""The key of another entry of the same case, as text."""
YesNo: TypeAlias = Answer[bool]
Day: TypeAlias = Answer[PartialDate]
Count: TypeAlias = Answer[int]
Measure: TypeAlias = Answer[Decimal]

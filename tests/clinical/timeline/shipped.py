"""The templates that ship, each parsed once, and every way of making their choices."""

from __future__ import annotations

from desktop.clinical.timeline import Template
from desktop.clinical.timeline.choosing import combinations
from resources import names, read_text

SHIPPED: dict[str, Template] = {
    one.id: one for one in (Template.parse(read_text(name), name) for name in names("protocols", ".toml"))
}
WAYS: list[tuple[str, dict[str, str]]] = [
    (one.id, made) for one in SHIPPED.values() for made in combinations(one.choices)
]

"""Whether sound rules can serve this program: its list, forms, records and words rest on some of what they have."""

from __future__ import annotations

from desktop.clinical.biomarkers import MarkerRules
from desktop.clinical.derived import DerivedRules
from desktop.clinical.errors import UserError
from desktop.clinical.listing import LISTED_SCHEME
from desktop.clinical.response import ResponsePack
from desktop.clinical.risk import RulePack
from desktop.clinical.rule_set import RuleSet
from desktop.services.library import Library


def refuse_unfit(library: Library, tables: RuleSet) -> None:
    """Raise UserError for sound rules that this program cannot serve."""
    shipped = library.shipped.tables
    _refuse_risk(shipped.rules, tables.rules, {*library.labels.words["group"]})
    _refuse_response(shipped.criteria, tables.criteria)
    lost = [one for one in shipped.scores.methods if one not in tables.scores.methods]
    if lost:
        raise UserError(f"The rules have no score {', '.join(lost)}, which this program records; add its file.")
    _refuse_derived(shipped.derived, tables.derived)
    _refuse_markers(shipped.markers, tables.markers)


def _refuse_risk(shipped: RulePack, rules: RulePack, words: set[str]) -> None:
    rules.scheme(LISTED_SCHEME)
    for one in shipped.lists:
        if one not in rules.lists:
            raise UserError(f'The rules have no list "{one}", which this program shows; add its file.')
    if rules.columns != shipped.columns:
        names = ", ".join(sorted(rules.columns ^ shipped.columns))
        raise UserError(f"The facts of these rules are not those that this program records ({names}); mend facts.toml.")
    for name in sorted(rules.columns):
        more = [str(one) for one in rules.values(name) if one not in shipped.values(name)]
        if more:
            raise UserError(f"The rules tell {name} {', '.join(more)} apart, which this program cannot record.")
    unknown = {one for scheme in rules.schemes for row in scheme.rows for one in row.then} - words
    if unknown:
        raise UserError(f"This program has no words for the groups {', '.join(sorted(unknown))}; nothing was changed.")


def _refuse_response(shipped: ResponsePack, criteria: ResponsePack) -> None:
    """Records name their criteria, and hold grades of these components."""
    old, new = shipped.graded, criteria.graded
    names = [{pack.graded.file.id, *(one.file.id for one in pack.kept)} for pack in (shipped, criteria)]
    if old.file.id != new.file.id or not names[0] <= names[1]:
        raise UserError(
            f"The response criteria are not those that records name ({', '.join(sorted(names[0]))}); add their files."
        )
    if {*old.components} != {*new.components} or not {*new.grades} <= {*old.grades}:
        raise UserError("The components or grades of response are not those that this program records.")


def _refuse_derived(shipped: DerivedRules, derived: DerivedRules) -> None:
    if _derived_from(shipped) != _derived_from(derived):
        raise UserError("What stands beside a call is not worked out from the facts that this program records.")
    calls: dict[str, set[str]] = {}
    for one in shipped.tests.values():
        calls.setdefault(one.call, set()).update(call for band in one.bands for call in band.calls)
    for test in derived.tests.values():
        more = {call for band in test.bands for call in band.calls} - calls[test.call]
        if more:
            raise UserError(f"The rules read {test.number} as {', '.join(sorted(more))}, which is no call of it.")


def _derived_from(derived: DerivedRules) -> object:
    numbers = {name: one.call for name, one in derived.tests.items()}
    return numbers, {name: {*one.parts} for name, one in derived.panels.items()}


def _refuse_markers(shipped: MarkerRules, markers: MarkerRules) -> None:
    if {*shipped.markers} != {*markers.markers}:
        names = ", ".join(sorted({*shipped.markers} ^ {*markers.markers}))
        raise UserError(f"The laboratory markers of these rules are not those that this program records ({names}).")
    for code, one in shipped.markers.items():
        kept = markers.markers[code].units
        lost = [shipped.units.units[unit].words for unit in one.units if unit not in kept]
        if lost:
            raise UserError(f"The rules do not know {one.name} in {', '.join(lost)}, in which it may be recorded.")

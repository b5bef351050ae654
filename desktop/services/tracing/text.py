"""A trace as plain text, to be copied into a letter or a protocol. It has no name and no number of the child."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.clinical.labels import Labels
from desktop.clinical.risk.relation import NOT_THERE
from desktop.services.assessing import Branch
from desktop.services.tracing.parts import OpenFact, RowTrace, SettlingTest, Standing, Trace, Weight
from desktop.services.tracing.seen import AGE, either

NOTHING_OPEN = "Nothing is open that could change the answer of any scheme."


def trace_text(labels: Labels, trace: Trace) -> str:
    """All of a trace, one statement a line."""
    return "\n".join(_lines(labels, trace)) + "\n"


def settling_text(labels: Labels, found: Sequence[SettlingTest]) -> str:
    """Over all schemes: the tests that settle most first, each with what it does, in the words of the screen."""
    lines = [f"{one.title}: {'; '.join(settling_words(labels, one))}" for one in found]
    return "\n".join(("Which test settles most, whatever it shows", *(lines or [NOTHING_OPEN]))) + "\n"


def settling_words(labels: Labels, one: SettlingTest) -> Iterator[str]:
    """What one test does to the schemes: settles them, decides with other results, may narrow them."""
    for words, schemes in (
        ("settles {}", one.settles),
        ("decides together with other results: {}", one.decides),
        ("may narrow {}", one.narrows),
    ):
        if schemes:
            named = [labels.scheme(scheme) for scheme in schemes]
            yield words.format(f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0])


def _lines(labels: Labels, trace: Trace) -> Iterator[str]:
    yield f"{trace.title}, rules {trace.version}: {trace.answer}. {trace.state}."
    yield f"Source: {trace.source}"
    yield from (one for one in (trace.not_covered, trace.conflict) if one)
    for head, lines in (
        ("Facts", [f"{one.title}: {one.value} ({one.kind}). {one.origin}" for one in trace.facts]),
        ("Rows that apply" if trace.state == "Settled" else "Rows still open", list(_rows(trace.rows))),
        ("What would settle it", [_open(labels, one) for one in trace.open]),
        ("Warnings", list(trace.warnings)),
        ("Rows ruled out", [_out(one) for one in trace.ruled_out]),
    ):
        if lines:
            yield from ("", head, *lines)


def _rows(rows: tuple[RowTrace, ...]) -> Iterator[str]:
    for row in rows:
        yield f"{row.id}, {row.groups}: {row.text}. Source: {row.source}. {row.evidence}."
        for one in row.conditions:
            enough = " (one of these is enough)" if one.one_of else ""
            yield f"    {one.standing}: {one.title} {one.wanted}{enough}; seen: {one.seen}"
        yield from (f"    {one}" for one in row.remarks)


def _open(labels: Labels, one: OpenFact) -> str:
    alone = " alone" if one.alone and one.weight is Weight.DECIDES else ""
    answers = "; ".join(
        f"{answer_words(labels, one.name, branch)} leaves {left_words(labels, branch)}" for branch in one.branches
    )
    return f"{one.weight}{alone}: {one.title}, {one.silence}" + (f". {answers}" if answers else "")


def answer_words(labels: Labels, name: str, branch: Branch) -> str:
    """One answer to an open fact; a day is the first of a band of age."""
    if name == AGE:
        return f"from {branch.value:,} days"
    if branch.value == NOT_THERE:
        return "none for this tumour"
    kind = name if name in labels.words else "yes_no" if isinstance(branch.value, bool) else ""
    return labels.value(kind, branch.value)


def left_words(labels: Labels, branch: Branch) -> str:
    """The groups that an answer leaves."""
    return either(labels.word("group", one) for one in branch.groups) or "no row"


def _out(row: RowTrace) -> str:
    return f"{row.id}, {row.groups}: {against_words(row)}"


def against_words(row: RowTrace) -> str:
    """Why a row cannot be reached."""
    told = [f"{one.title}: {one.wanted} asked, {one.seen} seen" for one in row.against]
    if told:
        return "; ".join(told)
    still = [one.title for one in row.conditions if one.standing is Standing.OPEN]
    return f"its conditions cannot hold together ({', '.join(still)})"

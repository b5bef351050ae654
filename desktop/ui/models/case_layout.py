"""How the columns of the case list share the room: side by side, with the strip of steps small, or on several lines.

Nothing is left out and nothing scrolls sideways; first what is only comfort gives way, then the row gets lines.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

FIRST = "child"

FOLDED: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("child", "age", "age_days", "diagnosed", "stage", "risk", "meeting"),
        ("identifier", "number", "standing", "phase", "due", "waiting", "missing"),
    ),
    (
        ("child", "age", "age_days", "stage", "risk"),
        ("identifier", "number", "diagnosed", "meeting", "missing"),
        ("standing", "phase", "due", "waiting"),
    ),
    (
        ("child", "stage", "risk"),
        ("identifier", "age", "age_days", "diagnosed"),
        ("phase", "due"),
        ("missing", "meeting"),
        ("number", "standing", "waiting"),
    ),
    (
        ("child", "stage"),
        ("risk", "meeting"),
        ("identifier", "age"),
        ("diagnosed", "age_days"),
        ("number", "standing"),
        ("phase",),
        ("due",),
        ("waiting",),
        ("missing",),
    ),
)
"""The lines of a row that is folded, the fewest first: who it is and the group, then what is going on."""


@dataclass(frozen=True, slots=True)
class Need:
    """The room of one column: ``usual`` where there is plenty, ``whole`` so that all can be read, ``least`` and
    ``wish`` only differ from that where free words may be shortened, or would like more."""

    usual: int
    whole: int
    least: int
    wish: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands in its line."""

    column: str
    left: int
    width: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of every row; one line is a plain table. ``short``: the strip of steps is small."""

    lines: tuple[tuple[Place, ...], ...]
    short: bool = False

    @property
    def folded(self) -> bool:
        """Whether a row has more than one line."""
        return len(self.lines) > 1

    def at(self, x: int, line: int) -> str:
        """The column at a place; empty where none is."""
        places = self.lines[min(max(line, 0), len(self.lines) - 1)]
        return next((one.column for one in places if one.left <= x < one.left + one.width), "")


def lay_out(width: int, full: Mapping[str, Need], short: Mapping[str, Need], *, indent: int = 0) -> Layout:
    """The layout for so much room. ``full`` and ``short`` are what columns need in the order of the table, with the
    strip of steps drawn whole and small; ``indent`` is what a column needs more where it begins a line."""
    rungs = (
        ({name: one.usual for name, one in full.items()}, full),
        ({name: one.whole for name, one in full.items()}, full),
        ({name: one.whole for name, one in short.items()}, short),
        ({name: one.least for name, one in short.items()}, short),
    )
    for widths, needs in rungs:
        if sum(widths.values()) <= width:
            return Layout((_line(list(widths), _grown(widths, needs, width), width),), needs is not full)
    return _fold(width, full, short, indent)


def _fold(width: int, full: Mapping[str, Need], short: Mapping[str, Need], indent: int) -> Layout:
    """The fewest lines into which everything fits; the last way of folding is taken where nothing does."""
    for way in FOLDED:
        for needs in (full, short):
            lines = [_widths([name for name in line if name in needs], needs, indent) for line in way]
            lines = [line for line in lines if line]
            if all(sum(line.values()) <= width for line in lines):
                return _placed(width, lines, needs, indent, is_short=needs is short)
    return _placed(width, lines, short, indent, is_short=True)


def _placed(
    width: int, lines: list[dict[str, int]], needs: Mapping[str, Need], indent: int, *, is_short: bool
) -> Layout:  # fmt: skip
    placed: list[tuple[Place, ...]] = []
    for line in lines:
        widths = _grown(line, needs, width)
        if not placed:
            # in a wide window the columns do not crowd at the left
            more = max(width - sum(widths.values()), 0) // len(widths)
            widths = {name: wide + min(more, 3 * indent) for name, wide in widths.items()}
        placed.append(_line(list(line), widths, width, [one.left for one in placed[0]] if placed else []))
    return Layout(tuple(placed), is_short)


def _widths(names: Sequence[str], needs: Mapping[str, Need], indent: int) -> dict[str, int]:
    """The least widths of a line; what stands first in place of the child needs its indent."""
    return {
        name: needs[name].least + (indent if at == 0 and name != FIRST else 0) for at, name in enumerate(names)
    }  # fmt: skip


def _grown(widths: dict[str, int], needs: Mapping[str, Need], width: int) -> dict[str, int]:
    """What is to spare goes to words that would like more."""
    grown = dict(widths)
    for name in widths:
        spare = max(width - sum(grown.values()), 0)
        grown[name] += min(max(needs[name].wish - grown[name], 0), spare)
    return grown


def _line(
    names: Sequence[str], widths: Mapping[str, int], width: int, anchors: Collection[int] = ()
) -> tuple[Place, ...]:
    """One after the other; each moves right to where a column of the first line begins, if there is room for that.
    The last takes the room that is left."""
    spare = max(width - sum(widths[name] for name in names), 0)
    placed: list[Place] = []
    left = 0
    for name in names:
        near = [at - left for at in anchors if 0 <= at - left <= spare]
        if placed and near:
            shift = min(near)
            spare -= shift
            left += shift
            before = placed[-1]
            placed[-1] = Place(before.column, before.left, left - before.left)
        placed.append(Place(name, left, widths[name]))
        left += widths[name]
    last = placed[-1]
    placed[-1] = Place(last.column, last.left, max(width - last.left, last.width))
    return tuple(placed)

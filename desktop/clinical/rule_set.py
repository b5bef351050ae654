"""All tables of rules that a board works by, as one: risk, response, scores, derived facts and laboratory markers.

A set has one checksum over every text, so that two boards with the same one have the same rules throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from desktop.clinical.biomarkers import MarkerRules
from desktop.clinical.derived import DerivedRules
from desktop.clinical.errors import RuleFileError
from desktop.clinical.response import ResponsePack
from desktop.clinical.risk import RulePack, checksum_of
from desktop.clinical.risk.pack import KINDS
from desktop.clinical.risk.rows import RuleFile
from desktop.clinical.scores import ScorePack

Texts = Mapping[str, str]

PARTS = MappingProxyType(
    {
        "risk": "risk tables",
        "response": "response criteria",
        "scores": "scores of scans",
        "biology": "what follows beside a call",
        "biomarkers": "laboratory markers",
    }
)
"""The folders of a set, and what stands in each."""

PART_OF = MappingProxyType(
    {
        **dict.fromkeys(KINDS, "risk"),
        "criteria": "response",
        "score": "scores",
        "derived": "biology",
        "units": "biomarkers",
        "markers": "biomarkers",
    }
)
"""For each kind of file the folder that it belongs in."""


def part_of(name: str) -> str:
    """The folder of a stored file: ``risk`` of ``risk/cog-v2.toml``."""
    return name.partition("/")[0]


def files_in(texts: Texts, part: str) -> dict[str, str]:
    """The files of one folder."""
    return {name: text for name, text in texts.items() if part_of(name) == part}


class RuleSet:
    """Rule tables from their texts; each part is parsed when it is first asked for.

    ``beneath`` gives the parts that the texts have no file of: a board may have adopted its rules before a part
    belonged to them, and works with the program's own there until it adopts others.
    """

    def __init__(self, texts: Texts, beneath: RuleSet | None = None) -> None:
        self.texts, self._beneath = texts, beneath
        self.held = tuple(part for part in PARTS if any(part_of(name) == part for name in texts))

    @classmethod
    def whole(cls, texts: Texts) -> RuleSet:
        """A set that lacks nothing, every file of it parsed. Raises RuleFileError that names the file and the key."""
        found = cls(texts)
        missing = [words for part, words in PARTS.items() if part not in found.held]
        if missing:
            raise RuleFileError(f"There are no {' and no '.join(missing)} among these rules; they are taken whole.")
        _ = found.files
        return found

    @cached_property
    def checksum(self) -> str:
        """Changes whenever any text of a file changes. Nothing is parsed for it."""
        return checksum_of(self.texts)

    def part_checksum(self, part: str) -> str:
        """The checksum of one part alone, as the set has it or as it lies beneath."""
        if part not in self.held and self._beneath is not None:
            return self._beneath.part_checksum(part)
        return checksum_of(files_in(self.texts, part))

    @cached_property
    def rules(self) -> RulePack:
        """Risk schemes, staging and histology, without the variants that a board may lay over them."""
        if "risk" not in self.held and self._beneath is not None:
            return self._beneath.rules
        return RulePack.load(files_in(self.texts, "risk"), self.checksum)

    @cached_property
    def criteria(self) -> ResponsePack:
        """Response criteria: those that grade, and those that old records carry."""
        if "response" not in self.held and self._beneath is not None:
            return self._beneath.criteria
        return ResponsePack.load(files_in(self.texts, "response"))

    @cached_property
    def scores(self) -> ScorePack:
        """The ways of scoring a scan."""
        if "scores" not in self.held and self._beneath is not None:
            return self._beneath.scores
        return ScorePack.load(files_in(self.texts, "scores"))

    @cached_property
    def derived(self) -> DerivedRules:
        """What measured numbers and tested regions say beside a laboratory's call."""
        if "biology" not in self.held and self._beneath is not None:
            return self._beneath.derived
        files = list(files_in(self.texts, "biology").items())
        if len(files) != 1:
            raise RuleFileError(f"There must be exactly one file of derived facts, and there are {len(files)}.")
        return DerivedRules.parse(*files[0])

    @cached_property
    def markers(self) -> MarkerRules:
        """Laboratory markers: units, published limits, bins of outcome studies."""
        if "biomarkers" not in self.held and self._beneath is not None:
            return self._beneath.markers
        return MarkerRules.load(files_in(self.texts, "biomarkers"))

    def files_of(self, part: str) -> tuple[RuleFile, ...]:
        """Id and version of each file of a part: the schemes in their order, then what they rest on."""
        if part == "risk":
            places = {one.id: place for place, one in enumerate(self.rules.schemes)}
            return tuple(sorted(self.rules.files, key=lambda one: (places.get(one.id, len(places)), one.id)))
        if part == "response":
            return self.criteria.files
        if part == "scores":
            return self.scores.files
        return (self.derived.file,) if part == "biology" else tuple(self.markers.files)

    @property
    def files(self) -> tuple[RuleFile, ...]:
        """Id and version of each file that the set itself holds."""
        return tuple(file for part in self.held for file in self.files_of(part))

    @property
    def all_files(self) -> tuple[RuleFile, ...]:
        """The same with the files of the parts that lie beneath."""
        return tuple(file for part in PARTS for file in self.files_of(part))

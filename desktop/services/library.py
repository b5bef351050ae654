"""The shelf of everything that ships as data; each part is parsed once, when it is first asked for.

A list of children is shown by the words alone. Parsing and checking the rules takes longer than drawing it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.clinical.biomarkers import MarkerRules
    from desktop.clinical.body import Body
    from desktop.clinical.centre import ServiceList
    from desktop.clinical.chasing import ChaseRules
    from desktop.clinical.deidentify import Treatments
    from desktop.clinical.derived import DerivedRules
    from desktop.clinical.exposures import ExposureRules
    from desktop.clinical.field_help import Help
    from desktop.clinical.handout.facts import FamilyRules
    from desktop.clinical.handout.sheet import Language
    from desktop.clinical.handout.texts import HandoutTexts
    from desktop.clinical.labels import Labels
    from desktop.clinical.late_effects import WatchRules
    from desktop.clinical.lesion_rules import SizeRules
    from desktop.clinical.marrow_levels import MarrowLevels
    from desktop.clinical.meetings.quorum import QuorumList
    from desktop.clinical.options import OptionFile
    from desktop.clinical.other_names import OtherNames
    from desktop.clinical.prognosis import Prognosis
    from desktop.clinical.proving import CaseFile
    from desktop.clinical.reading import FurtherReading
    from desktop.clinical.record.entry_kinds import EntryKinds
    from desktop.clinical.response import ResponsePack
    from desktop.clinical.risk import RulePack
    from desktop.clinical.rule_set import RuleSet
    from desktop.clinical.scores import ScorePack
    from desktop.clinical.screening import ScreeningRules
    from desktop.clinical.timeline import Template
    from desktop.services.importing.profiles import Profile
    from desktop.services.other_names import Names
    from desktop.services.template_shelf import OwnText, TemplateShelf


class Library:
    """Rule tables, response criteria, scores, templates by id, words, help about fields, column profiles, and print
    fonts by cut, our own icon (SVG).

    The parts that take time are given as functions. Rule files that are not sound raise RuleFileError when the part
    is first asked for; ``load`` asks for all of them.
    """

    def __init__(
        self,
        *,
        rule_texts: Callable[[], Mapping[str, str]],
        case_texts: Callable[[], Mapping[str, str]],
        template_texts: Callable[[], Mapping[str, str]],
        labels: Labels,
        help: Callable[[], Help],  # noqa: A002 - named as the part it gives
        profiles: Callable[[], tuple[Profile, ...]],
        fonts: Callable[[], Mapping[str, Path]],
        demonstration: Callable[[], str],
        icon: bytes,
        services: Callable[[], ServiceList],
        quorum: Callable[[], QuorumList],
        handouts: Callable[[], Mapping[str, HandoutTexts]],
        family: Callable[[], FamilyRules],
        prognosis: Callable[[], Prognosis],
        options: Callable[[], tuple[OptionFile, ...]],
        record: Callable[[], EntryKinds],
        body: Callable[[], Body],
        screening: Callable[[EntryKinds], ScreeningRules],
        sizes: Callable[[], SizeRules],
        chasing: Callable[[EntryKinds], ChaseRules],
        watch: Callable[[EntryKinds], WatchRules],
        exposures: Callable[[EntryKinds], ExposureRules],
        reading: Callable[[], FurtherReading],
        marrow_levels: Callable[[], MarrowLevels],
        names: Callable[[Labels], tuple[OtherNames, ...]],
        deidentify: Callable[[], Treatments],
    ) -> None:
        self.labels, self.icon = labels, icon
        self._template_texts, self._profiles = template_texts, profiles
        self._own_templates: Callable[[], Sequence[OwnText]] = tuple
        self._fonts, self._demonstration, self._services = fonts, demonstration, services
        self._help, self._quorum = help, quorum
        self._handouts, self._family = handouts, family
        self._chosen: Callable[[], Mapping[str, Sequence[str]]] = dict
        self._prognosis = prognosis
        self._options, self._record, self._body = options, record, body
        self._screening, self._chasing, self._watch = screening, chasing, watch
        self._exposures = exposures
        self._sizes, self._reading, self._marrow_levels = sizes, reading, marrow_levels
        self._names, self._deidentify = names, deidentify
        self._rule_texts, self._case_texts = rule_texts, case_texts
        self._tables: Callable[[], RuleSet] | None = None
        self._base: Library | None = None

    def with_tables(
        self, tables: Callable[[], RuleSet], case_texts: Callable[[], Mapping[str, str]] | None = None
    ) -> Library:
        """The same shelf with other rules and their worked cases, for a board whose team works with its own.

        Nothing is parsed for it.
        """
        other = copy(self.shipped)
        for name in ("rules", "tables", "rule_texts", "case_texts", "worked_cases"):
            other.__dict__.pop(name, None)
        other._tables, other._base = tables, self.shipped
        other.follow_templates(self._own_templates)
        other._case_texts = case_texts or (lambda: self.shipped.case_texts)
        return other

    @property
    def shipped(self) -> Library:
        """The shelf as it ships, with the rules of this program."""
        return self._base or self

    @cached_property
    def rules(self) -> RulePack:
        """Risk schemes, staging and histology: those that the board has adopted, or that ship where there is none.

        With the variants that the board works by; what only another release of the program has is left out.
        """
        standard, chosen = self.tables.rules, self._chosen()
        known = {one.id: {each.id for each in one.variants} for one in standard.schemes}
        return standard.with_variants(
            {name: [one for one in ids if one in known[name]] for name, ids in chosen.items() if name in known}
        )

    @cached_property
    def tables(self) -> RuleSet:
        """Every table of rules: those that the board has adopted, or that ship where there are none."""
        from desktop.clinical.rule_set import RuleSet

        return RuleSet(self._rule_texts()) if self._tables is None else self._tables()

    def follow(self, chosen: Callable[[], Mapping[str, Sequence[str]]]) -> None:
        """Go on with the variants of schemes that a board works by; asked when the rules are next needed."""
        self._chosen = chosen
        self.__dict__.pop("rules", None)

    def follow_templates(self, own: Callable[[], Sequence[OwnText]]) -> None:
        """Go on with the templates that a board's team wrote, beside those that ship; asked when next needed."""
        self._own_templates = own
        self.__dict__.pop("shelf", None)

    def templates_changed(self) -> None:
        """The board has other templates of its own than before."""
        self.follow_templates(self._own_templates)

    @cached_property
    def rule_texts(self) -> Mapping[str, str]:
        """The files of the rules, by name, as they stand."""
        return self._rule_texts() if self._tables is None else self.tables.texts

    @cached_property
    def case_texts(self) -> Mapping[str, str]:
        """The worked cases of the rules, by file, as they stand."""
        return self._case_texts()

    @cached_property
    def deidentify(self) -> Treatments:
        """What becomes of each field of a record that leaves de-identified."""
        return self._deidentify()

    @property
    def criteria(self) -> ResponsePack:
        """Response criteria: those that grade, and those that old records carry."""
        return self.tables.criteria

    @property
    def scores(self) -> ScorePack:
        """The ways of scoring a scan."""
        return self.tables.scores

    @cached_property
    def options(self) -> tuple[OptionFile, ...]:
        """The treatment options that published summaries name, a file a source."""
        return self._options()

    @cached_property
    def record(self) -> EntryKinds:
        """The kinds of entry that a record has beside its facts, in words."""
        return self._record()

    @cached_property
    def body(self) -> Body:
        """The outline on which scores of scans are shown."""
        return self._body()

    @cached_property
    def screening(self) -> ScreeningRules:
        """The schedules of screening for predisposed children."""
        return self._screening(self.record)

    @cached_property
    def sizes(self) -> SizeRules:
        """Which size of a lesion counts, and at which changes limits lie."""
        return self._sizes()

    @cached_property
    def chasing(self) -> ChaseRules:
        """Which facts a test or a gate waits for."""
        return self._chasing(self.record)

    @cached_property
    def watch(self) -> WatchRules:
        """Late effects to watch for, by treatment."""
        return self._watch(self.record)

    @cached_property
    def exposures(self) -> ExposureRules:
        """The agents of the ledger of exposures, and what arithmetic for checking rests on."""
        return self._exposures(self.record)

    @cached_property
    def reading(self) -> FurtherReading:
        """Pages to read, notes for explaining, codes of stage and risk."""
        return self._reading()

    @cached_property
    def marrow_levels(self) -> MarrowLevels:
        """At which shares of tumour in the marrow limits lie, and which sample of a day counts."""
        return self._marrow_levels()

    @cached_property
    def all_labels(self) -> Labels:
        """The words with those of every kind of entry; a list of children needs only the others."""
        from desktop.clinical.labels import Labels

        own, more = self.labels.words, self.record.words()
        return Labels({**own, **{kind: {**own.get(kind, {}), **words} for kind, words in more.items()}})

    @cached_property
    def shelf(self) -> TemplateShelf:
        """Every treatment template: those that ship, and every version of those that the board's team wrote."""
        from desktop.services.template_shelf import TemplateShelf

        return TemplateShelf(self._template_texts(), self.shipped._shipped_templates, self._own_templates())

    @cached_property
    def _shipped_templates(self) -> Mapping[str, Template]:
        from desktop.services.template_shelf import shipped_templates

        return shipped_templates(self._template_texts())

    @property
    def templates(self) -> Mapping[str, Template]:
        """The templates that a new plan can begin with, by their id: those that ship, and the board's in force."""
        return self.shelf.offered

    @cached_property
    def help(self) -> Help:
        """What fields are about, for people who ask."""
        return self._help()

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """What columns of spreadsheets mean, by their origin."""
        return self._profiles()

    @cached_property
    def other_names(self) -> Names:
        """What else the values of coded facts are called, by fact and value, for finding them while one types."""
        from desktop.services.other_names import other_names

        return other_names(self._names(self.labels), self.profiles)

    @cached_property
    def fonts(self) -> Mapping[str, Path]:
        """The files of the fonts that pages are printed in, by cut."""
        return self._fonts()

    @cached_property
    def demonstration(self) -> str:
        """The children of demonstration boards and their meetings, as data."""
        return self._demonstration()

    @cached_property
    def services(self) -> ServiceList:
        """The tests and treatments that a centre may have or not."""
        return self._services()

    @cached_property
    def quorum(self) -> QuorumList:
        """The disciplines of a board, and how many of each a quorum begins with."""
        return self._quorum()

    @cached_property
    def handouts(self) -> Mapping[str, HandoutTexts]:
        """The words of the family's sheet, by language."""
        return self._handouts()

    def handout(self, language: Language) -> HandoutTexts:
        """The words of the family's sheet in one language."""
        return self.handouts[language.value]

    @cached_property
    def family_rules(self) -> FamilyRules:
        """What a family's sentences may rest on, and which things a family is told or not."""
        return self._family()

    @cached_property
    def worked_cases(self) -> tuple[CaseFile, ...]:
        """The worked cases that prove the rules."""
        from desktop.clinical.proving import read_case_file

        return tuple(read_case_file(name, text) for name, text in self.case_texts.items())

    @cached_property
    def prognosis(self) -> Prognosis:
        """The prognostic factors that a summary names."""
        return self._prognosis()

    @property
    def derived(self) -> DerivedRules:
        """What measured numbers and tested regions say beside a laboratory's call."""
        return self.tables.derived

    @property
    def markers(self) -> MarkerRules:
        """Laboratory markers: units, published limits, bins of outcome studies."""
        return self.tables.markers

    def load(self) -> None:
        """Parse and check everything that a window needs sooner or later; meant for another thread than its own."""
        _ = self.rules, self.help, self.profiles, self.derived, self.markers, self.all_labels
        _ = self.other_names, tuple(self.templates.values())

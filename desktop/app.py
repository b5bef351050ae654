"""Builds everything once and passes it on; the only place where all layers meet."""

from __future__ import annotations

import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import resources
from desktop import __version__
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.commands.context import Context
from desktop.commands.parser import Command, build_parser, parse_window
from desktop.services.crashes import describe, log_crash, report_of
from desktop.services.library import Library
from desktop.services.logs import logging_to
from resources.fonts import find_fonts

if TYPE_CHECKING:  # loaded with the part of the library that needs them
    from desktop.clinical.body import Body
    from desktop.clinical.centre import ServiceList
    from desktop.clinical.chasing import ChaseRules
    from desktop.clinical.deidentify import Treatments
    from desktop.clinical.exposures import ExposureRules
    from desktop.clinical.field_help import Help
    from desktop.clinical.handout.facts import FamilyRules
    from desktop.clinical.handout.texts import HandoutTexts
    from desktop.clinical.late_effects import WatchRules
    from desktop.clinical.lesion_rules import SizeRules
    from desktop.clinical.marrow_levels import MarrowLevels
    from desktop.clinical.meetings.quorum import QuorumList
    from desktop.clinical.options import OptionFile
    from desktop.clinical.other_names import OtherNames
    from desktop.clinical.prognosis import Prognosis
    from desktop.clinical.reading import FurtherReading
    from desktop.clinical.record.entry_kinds import EntryKinds
    from desktop.clinical.screening import ScreeningRules
    from desktop.services.importing.profiles import Profile

_RULES = ("risk", "response", "scores", "biology", "biomarkers")
"""The folders of rule tables; what a board adopts, it adopts of all of them."""


def run(arguments: Sequence[str]) -> int:
    """Understand the arguments and run a command, or the window. Returns the exit code; never a traceback."""
    try:
        args = parse_window(arguments) or build_parser(_commands()).parse_args(arguments)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 2
    with logging_to(user_home() / "log"):
        return _run(args)


def _run(args: Namespace) -> int:
    try:
        return _chosen(args)
    except UserError as refusal:
        if args.debug:
            traceback.print_exc()
        print(f"crestboard: {refusal}", file=sys.stderr)  # noqa: T201
    except KeyboardInterrupt:
        print("crestboard: stopped on request; what was not yet written was not changed.", file=sys.stderr)  # noqa: T201
    except BrokenPipeError:
        # the reader of our output has gone; nothing is left to say to it
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
    except Exception as error:
        if args.debug:
            traceback.print_exc()
        log_crash(report_of(error), user_home() / "log")
        print(f"crestboard: {describe(error)}", file=sys.stderr)  # noqa: T201
    return 1


def _chosen(args: Namespace) -> int:
    library = cache(build_library)
    if args.version:
        print("\n".join(_versions(library())))  # noqa: T201
        return 0
    context = Context(
        out=sys.stdout,
        err=sys.stderr,
        library=library,
        home=user_home(),
        environment_board=os.environ.get("CRESTBOARD_BOARD", ""),
    )
    code = args.run(context, args) if args.run is not None else _window(context, args)
    sys.stdout.flush()
    return int(code)


def _commands() -> tuple[Command, ...]:
    from desktop.commands import (
        backups,
        boards,
        cases,
        handouts,
        imports,
        meetings,
        prove,
        response,
        rules,
        summaries,
        timelines,
        verify,
    )

    modules = (
        boards, backups, imports, cases, rules, response, timelines, summaries, meetings, handouts, verify, prove,
    )  # fmt: skip
    return tuple(command for module in modules for command in module.COMMANDS)


def _window(context: Context, args: Namespace) -> int:
    from desktop.ui.start import run_window

    folder = context.board_folder(args) if (args.board or context.environment_board) else None
    return run_window(library=context.library(), home=context.home, folder=folder)


def _versions(library: Library) -> list[str]:
    from db.upgrade import HEAD
    from desktop.services.rule_packs import tables_of

    packs = [f"{one.id} {one.version} ({one.checksum[:8]})" for one in tables_of(library.tables)]
    return [f"crestboard {__version__}", f"schema {HEAD}", *packs]


def user_home() -> Path:
    """The program's own folder for this user: which board was open last, the crash log. No patient data."""
    from platformdirs import user_data_path

    return user_data_path("crestboard", appauthor=False)


def build_library() -> Library:
    """Everything that ships as data; rules, templates and profiles are parsed when they are first asked for."""
    return Library(
        rule_texts=lambda: _rule_texts(""),
        case_texts=lambda: _rule_texts("/cases"),
        template_texts=_template_texts,
        labels=Labels.parse(resources.read_text("labels/en.toml")),
        help=_help,
        profiles=_profiles,
        fonts=find_fonts,
        demonstration=lambda: "\n".join(
            resources.read_text(f"demonstration/{name}.toml") for name in ("children", "meetings")
        ),
        icon=resources.read_bytes("icons/crestboard.svg"),
        services=_services,
        quorum=_quorum,
        handouts=_handouts,
        family=_family,
        prognosis=_prognosis,
        options=_options,
        record=_record,
        body=_body,
        screening=_screening,
        sizes=_sizes,
        chasing=_chasing,
        watch=_watch,
        exposures=_exposures,
        reading=_reading,
        marrow_levels=_marrow_levels,
        names=_names,
        deidentify=_deidentify,
    )


def _rule_texts(below: str) -> dict[str, str]:
    """The files of rules, or the worked cases beside them, from every folder that has some."""
    return {name: text for folder in _RULES for name, text in _texts(f"{folder}{below}").items()}


def _template_texts() -> Mapping[str, str]:
    """By the name of their file, which is their id; each is read when a plan asks for it."""
    from desktop.services.parsed import Parsed

    files = {PurePosixPath(name).stem: name for name in resources.names("protocols", ".toml")}
    return Parsed(files, lambda one: resources.read_text(files[one]))


def _services() -> ServiceList:
    from desktop.clinical.centre import ServiceList

    return ServiceList.parse(resources.read_text("centre/services.toml"))


def _quorum() -> QuorumList:
    from desktop.clinical.meetings.quorum import QuorumList

    return QuorumList.parse(resources.read_text("meetings/quorum.toml"))


def _handouts() -> Mapping[str, HandoutTexts]:
    """Each language is read when a sheet in it is asked for."""
    from desktop.clinical.handout.sheet import Language
    from desktop.clinical.handout.texts import parse_handout
    from desktop.services.parsed import Parsed

    def read(language: str) -> HandoutTexts:
        name = f"handout/{language}.toml"
        return parse_handout(name, resources.read_text(name))

    return Parsed([one.value for one in Language], read)


def _family() -> FamilyRules:
    from desktop.clinical.handout.facts import FamilyRules

    return FamilyRules.parse(resources.read_text("handout/facts.toml"))


def _help() -> Help:
    from desktop.clinical.field_help import Help

    return Help.parse(resources.read_text("help/en.toml"))


def _prognosis() -> Prognosis:
    from desktop.clinical.editing import FIELDS
    from desktop.clinical.prognosis import Prognosis

    return Prognosis.parse(resources.read_text("prognosis/factors.toml"), FIELDS)


def _options() -> tuple[OptionFile, ...]:
    from desktop.clinical.options import parse_options

    return parse_options(_texts("options"))


def _record() -> EntryKinds:
    from desktop.clinical.record.reading import parse_entry_kinds

    return parse_entry_kinds(_texts("record"))


def _body() -> Body:
    from desktop.clinical.body import Body

    return Body.parse(resources.read_text("body/scans.toml"))


def _screening(record: EntryKinds) -> ScreeningRules:
    from desktop.clinical.screening import parse_schedules
    from desktop.clinical.vocabulary import PrimarySite

    name = "screening/aacr.toml"
    return parse_schedules(
        name, resources.read_text(name), {**_codes(record), "case.primary_site": frozenset(PrimarySite)}
    )


def _sizes() -> SizeRules:
    from desktop.clinical.lesion_rules import SizeRules

    return SizeRules.parse(resources.read_text("lesions/sizes.toml"))


def _chasing(record: EntryKinds) -> ChaseRules:
    from desktop.clinical.chasing import parse_chase_rules
    from desktop.clinical.editing import FIELDS

    name, tests = "chase/answers.toml", record.words()["examinations.test"]
    fields = {one.fact.name for kind in record.kinds.values() for one in kind.fields}
    return parse_chase_rules(name, resources.read_text(name), FIELDS, tests, fields)


def _watch(record: EntryKinds) -> WatchRules:
    from desktop.clinical.late_effects import parse_watch_rules

    name = "late_effects/watch.toml"
    return parse_watch_rules(name, resources.read_text(name), _codes(record))


def _exposures(record: EntryKinds) -> ExposureRules:
    from desktop.clinical.exposures.reading import parse_exposure_rules

    name = "exposures/rules.toml"
    return parse_exposure_rules(name, resources.read_text(name), _codes(record))


def _codes(record: EntryKinds) -> dict[str, frozenset[str]]:
    """The values that fields of the record may have, by ``table.field``."""
    return {field: frozenset(words) for field, words in record.words().items() if "." in field}


def _reading() -> FurtherReading:
    from desktop.clinical.reading import parse_reading

    name = "reading/nci.toml"
    return parse_reading(name, resources.read_text(name))


def _marrow_levels() -> MarrowLevels:
    from desktop.clinical.marrow_levels import MarrowLevels

    return MarrowLevels.parse(resources.read_text("marrow/levels.toml"))


def _profiles() -> tuple[Profile, ...]:
    from desktop.services.importing.profiles import load_profiles

    return load_profiles(_texts("profiles"))


def _names(labels: Labels) -> tuple[OtherNames, ...]:
    from desktop.clinical.editing import FIELDS
    from desktop.clinical.other_names import parse_other_names

    name = "labels/names.toml"
    return parse_other_names(name, resources.read_text(name), FIELDS, labels.words)


def _deidentify() -> Treatments:
    from desktop.clinical.deidentify import Treatments

    return Treatments.parse(resources.read_text("deidentify/treatments.toml"))


def _texts(folder: str) -> dict[str, str]:
    return {name: resources.read_text(name) for name in resources.names(folder, ".toml")}

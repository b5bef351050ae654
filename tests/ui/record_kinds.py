"""Kinds of entry with words of their own for tests: those that ship are written by others and may change."""

from __future__ import annotations

from copy import copy
from dataclasses import fields

from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.record.entry_kinds import EntryKinds
from desktop.clinical.record.reading import parse_entry_kinds
from desktop.clinical.results import Result
from desktop.services.library import Library

HEAD = """
kind = "record"
id = "record-test"
version = "1.0.0"

[sources]
TEST = "Zztest, a source that does not exist"
"""

OWN = (
    HEAD
    + """
[[choices]]
list = "site"
source = ["TEST"]
choice = [
    {code = "adrenal_left", words = "left adrenal gland", also = ["suprarenal, left"], group = "Abdomen"},
    {code = "adrenal_right", words = "right adrenal gland", also = ["suprarenal, right"], group = "Abdomen"},
    {code = "orbit", words = "orbit", also = ["eye socket"], note = "two books differ", status = "CONFLICT"},
]

[[choices]]
list = "tissue"
source = ["TEST"]
choice = [
    {code = "soft", words = "soft tissue"},
    {code = "bone", words = "bone", also = ["osseous"]},
]

[[entry]]
table = "lesions"
place = "staging"
title = "Lesions"
one = "lesion"
about = "Each lesion that is followed over time."
named_by = ["name"]
origin = {performed_on = "Seen on", laboratory = "Hospital"}

[[entry.field]]
name = "name"
label = "Name"
kind = "text"
needed = true
what = "What the team calls it."
why = "To know it again."
where = "On the report."
source = ["TEST"]

[[entry.field]]
name = "tissue"
label = "Tissue"
kind = "code"
choices = "tissue"
what = "What it is made of."
why = "Bone is measured otherwise."
where = "On the report."
source = ["TEST"]

[[entry.field]]
name = "target"
label = "Target lesion"
kind = "yes_no"
what = "Whether it is followed by its size."
why = "Response rests on it."
where = "On the report."
source = ["TEST"]

[[entry.field]]
name = "detail"
label = "Detail"
kind = "long_text"
what = "Anything else."
why = "For those who read it."
where = "On the report."
source = ["TEST"]

[[entry]]
table = "primaries"
place = "staging"
title = "Primary tumours"
one = "primary tumour"
about = "Where the tumour began."
named_by = ["site"]

[[entry.field]]
name = "site"
label = "Site"
kind = "code"
choices = "site"
what = "The organ."
why = "It tells how to operate."
where = "On the scan."
source = ["TEST"]

[[entry.field]]
name = "side"
label = "Side"
kind = "code"
choices = "tissue"
what = "The side."
why = "For the surgeon."
where = "On the scan."
source = ["TEST"]

[[entry.field]]
name = "detail"
label = "Detail"
kind = "text"
what = "Anything else."
why = "For those who read it."
where = "On the scan."
source = ["TEST"]

[[entry]]
table = "measurements"
place = "staging"
title = "Measurements"
one = "measurement"
about = "A lesion measured on one day."
named_by = ["lesion"]
origin = {performed_on = "Measured on", laboratory = "Hospital"}
"""
)

_MEASURES = {
    "lesion": ("Lesion", "link", 'links = "lesions"'),
    "study": ("Document", "link", 'links = "attachments"'),
    "length_mm": (
        "Longest diameter", "measure",
        'unit = "mm"\nunits = {cm = "10"}\nover = "0"\ndoubt_above = "300"\ndoubt = "Larger than a child is wide."',
    ),
    "width_mm": ("Width", "measure", 'unit = "mm"'),
    "depth_mm": ("Depth", "measure", 'unit = "mm"'),
    "short_axis_mm": ("Short axis", "measure", 'unit = "mm"'),
    "uptake": ("Uptake", "yes_no", ""),
    "baseline": ("Baseline", "yes_no", ""),
}  # fmt: skip


def own_kinds() -> EntryKinds:
    """The kinds above, and every other kind of which a record consists as fields of plain text."""
    measures = "\n".join(_field(name, *told) for name, told in _MEASURES.items())
    written = OWN + measures
    others = HEAD + "\n".join(_plain(table) for table in ENTRY_TYPES if f'table = "{table}"' not in written)
    return parse_entry_kinds({"own.toml": written, "others.toml": others})


def with_own_kinds(library: Library) -> Library:
    """The shelf with these kinds of entry; what stands on those that ship is read first."""
    _ = library.screening
    other = copy(library)
    for name in ("record", "all_labels"):
        other.__dict__.pop(name, None)
    other.__dict__["record"] = own_kinds()
    return other


def _plain(table: str) -> str:
    shared = {one.name for one in fields(Result)}
    names = [one.name for one in fields(ENTRY_TYPES[table]) if one.name not in shared]
    single = "single = true" if table == "family_situation" else ""
    place = "family" if table in {"family_situation", "relatives"} else "response"
    head = f"""
[[entry]]
table = "{table}"
place = "{place}"
title = "{table.replace("_", " ").capitalize()}"
one = "{table.replace("_", " ")}"
about = "Of a test."
named_by = ["{names[0]}"]
{single}
"""
    return head + "\n".join(_field(name, name.replace("_", " ").capitalize(), "text", "") for name in names)


def _field(name: str, label: str, kind: str, more: str) -> str:
    return f"""
[[entry.field]]
name = "{name}"
label = "{label}"
kind = "{kind}"
{more}
what = "Of a test."
why = "For a test."
where = "In a test."
source = ["TEST"]
"""

"""Spreadsheets in: a file of rows becomes cases, by column profiles that are data.

``reading`` opens the file, ``profiles`` says what its columns mean, ``rows`` turns cells into clinical values,
``plausibility`` refuses what cannot be, ``merging`` joins a row with the child already on the board, ``importer`` does
all of it in one transaction, ``outcome`` says what happened, ``rejected`` lists what did not go in, and ``template``
writes an empty sheet to fill in.
Heavy packages are imported where they are used, so that the window starts without them.
"""

from desktop.services.importing.importer import import_file
from desktop.services.importing.outcome import Fate, ImportReport, Line, Rejection, Remark
from desktop.services.importing.profiles import NoProfileError, Profile, load_profiles
from desktop.services.importing.rejected import rejected_csv
from desktop.services.importing.template import write_template

__all__ = [
    "Fate",
    "ImportReport",
    "Line",
    "NoProfileError",
    "Profile",
    "Rejection",
    "Remark",
    "import_file",
    "load_profiles",
    "rejected_csv",
    "write_template",
]

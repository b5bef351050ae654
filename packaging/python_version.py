"""Refuses an old Python with a sentence. Kept in syntax that every Python 3 (and 2) can read, for that reason."""

import sys

OLDEST = (3, 11)


def sentence(found):
    """What to tell somebody whose Python is too old; empty where it is not. ``found`` is (major, minor, ...)."""
    if tuple(found[:2]) >= OLDEST:
        return ""
    wanted = ".".join(str(part) for part in OLDEST)
    here = ".".join(str(part) for part in found[:2])
    return (
        "Crestboard needs Python " + wanted + " or later, and this is Python " + here + ". "
        "Install a newer Python, then run this again with it, for example: python3.13 packaging/start.py --demo"
    )


def require():
    """Leave with the sentence, exit code 1, if this Python is too old."""
    refusal = sentence(sys.version_info)
    if refusal:
        sys.exit(refusal)

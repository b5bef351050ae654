"""Sets Crestboard up beside this project and runs every check: ``python3 packaging/test.py``."""

import sys

import python_version

if __name__ == "__main__":
    python_version.require()
    from run_checks import main  # newer syntax lives there, read only once the Python is known to be new enough

    sys.exit(main(sys.argv[1:]))

"""Sets Crestboard up beside this project and opens it: ``python3 packaging/start.py [--demo]``."""

import sys

import python_version

if __name__ == "__main__":
    python_version.require()
    from start_crestboard import main  # newer syntax lives there, read only once the Python is known to be new enough

    sys.exit(main(sys.argv[1:]))

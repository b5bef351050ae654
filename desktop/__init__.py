"""Crestboard, the desktop program; every package below says what lives there.

``app`` builds everything once and passes it on. Imports run one way only, and a test keeps it so:

    app -> ui | commands -> services -> reports | db -> clinical -> (nothing)

``clinical`` is pure (no Qt, SQL, PDF, files or clock), ``services`` hold one use case a function and one
transaction each, ``reports`` alone know ReportLab, ``ui`` alone knows Qt, ``commands`` are the command line.
This module imports nothing, so that storage can use the clinical values without loading a window.
"""

__version__ = "0.1.0"

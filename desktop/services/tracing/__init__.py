"""Why this group, and what would settle it: for each scheme the facts, the rows, the tests that are open."""

from desktop.services.tracing.parts import (
    Condition,
    FactKind,
    FactTrace,
    OpenFact,
    RowTrace,
    SettlingTest,
    Standing,
    Trace,
    Weight,
)
from desktop.services.tracing.ranking import ranked_tests
from desktop.services.tracing.text import (
    NOTHING_OPEN,
    against_words,
    answer_words,
    settling_text,
    settling_words,
    trace_text,
)
from desktop.services.tracing.trace import trace_case, trace_scheme

__all__ = [
    "NOTHING_OPEN",
    "Condition",
    "FactKind",
    "FactTrace",
    "OpenFact",
    "RowTrace",
    "SettlingTest",
    "Standing",
    "Trace",
    "Weight",
    "against_words",
    "answer_words",
    "ranked_tests",
    "settling_text",
    "settling_words",
    "trace_case",
    "trace_scheme",
    "trace_text",
]

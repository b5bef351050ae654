"""Use cases: one function each, whose signature says what it needs, and one transaction each. No Qt."""

"""The command line: parses words, calls services, prints JSON or lines. No Qt, no display, no network."""

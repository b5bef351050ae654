"""Widgets and pure functions that read one value as typed and hand back a new one."""

"""The only Qt code: models show lists, forms edit one value and hand back a new one, panels put them together."""

"""Statistics: the page, its table, and the bars in it."""

"""Laboratory markers in the window: the chart, the list of results beneath it, and what leaves as a file."""

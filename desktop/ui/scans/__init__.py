"""MIBG scans in the window: a list of segments scored by key, the body beside it, and what the sums mean."""

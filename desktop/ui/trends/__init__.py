"""Lesions and marrow over time: a chart above the list of entries of the kind."""

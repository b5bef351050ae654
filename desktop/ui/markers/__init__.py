"""Laboratory markers in the window: the list of results, their trends, and the dialog that enters one."""

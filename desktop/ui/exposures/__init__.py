"""Exposures in the window: the ledger, the late effects to watch for, and arithmetic for checking."""

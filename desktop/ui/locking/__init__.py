"""Locking the window: when it happens, what goes out of sight, the screen that asks for the passphrase, coming back."""

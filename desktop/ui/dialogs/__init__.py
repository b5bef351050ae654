"""Dialogs: only for what cannot be undone, needs a reason or stands before the board."""

"""Entries of the record on the screen. What a kind of entry holds is data; nothing here knows one kind from another."""

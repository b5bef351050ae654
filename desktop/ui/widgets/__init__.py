"""The marks and controls of the window; each exists once."""

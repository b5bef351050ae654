"""Writing timeline templates of a board: its list in the settings, copying one, the editor, versions."""

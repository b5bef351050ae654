"""The papers of the board, one a module: what each says, as plain display values, and how it leaves the board."""

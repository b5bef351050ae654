"""Settings: who is at the keyboard, the board, the page, how the window looks, treatment, the centre's resources."""

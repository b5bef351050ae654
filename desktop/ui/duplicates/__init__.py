"""Children who may be on the board twice: the pairs, side by side, and one case of two."""

"""What happened, in the window: the history of one child, of one fact, and of the whole board."""

"""The sheet for the family in the window: sentences to tick, words of the team's own, approval, and the pages."""

"""The sheet for the family: sentences that are offered from facts, and what the team approved of them."""

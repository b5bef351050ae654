"""The work of the board, one use case a function: meetings, referrals, decisions, and what became of them."""

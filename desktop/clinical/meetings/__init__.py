"""The work of the board: meetings and their agendas, what was decided about a child, and what became of it.

Plain values. A meeting, a referral and a decision each stand alone and name the others by key; what hangs on a
decision (options, conditions, actions, dissent, the facts it stands on) are values of their own, each one row.
"""

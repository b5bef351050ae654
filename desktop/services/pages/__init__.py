"""What the one-page summary says about a child, block by block: from case, rules and plan to plain display values.

Each module builds the blocks that belong together; ``case_page`` holds what they all read. A fact without a value is
always a typed silence, and a fact that the record does not hold yet says that nobody has asked.
"""

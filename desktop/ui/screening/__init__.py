"""The plan of screening of a predisposed child: the page, its table, and its words."""

"""To chase: the page of what is missing over all children, its tables, and giving it to a mail or to paper."""

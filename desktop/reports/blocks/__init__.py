"""One module for each kind of block: measured first (``lay_out``), drawn afterwards in the order of reading."""

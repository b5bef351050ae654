"""The papers of a meeting: rows under one hanging label, tables, frames and lines to write on, over as many pages as
they take; and books, in which several of them follow each other with pages counted through.
"""

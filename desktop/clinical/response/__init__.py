"""Response from criteria that are data: the grade of each component, and of the whole. No disease is known here.

``ResponsePack.load`` takes the texts of ``resources/response``: measurements, tests, rows, the matrix and its gaps.
Records graded by older criteria are read as they were written and never converted.
"""

from desktop.clinical.response.answer import Response
from desktop.clinical.response.facts import ResponseFacts
from desktop.clinical.response.pack import ResponsePack

__all__ = ["Response", "ResponseFacts", "ResponsePack"]

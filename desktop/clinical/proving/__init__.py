"""Worked cases: children on paper whose answer was worked out by hand, and the proof that the tables here give it.

``case_file`` reads the cases that ship beside each table, ``proof`` asks the tables and compares, ``answers`` says what
a table can be asked. Nothing here knows a disease; what is expected is data.
"""

from desktop.clinical.proving.answers import Answers, rule_answers
from desktop.clinical.proving.beside import beside_answer, marker_answer
from desktop.clinical.proving.case_file import CaseFile, WorkedCase, read_case_file
from desktop.clinical.proving.proof import Failure, Progress, Proof, Shipped, TableProof, prove

__all__ = [
    "Answers",
    "CaseFile",
    "Failure",
    "Progress",
    "Proof",
    "Shipped",
    "TableProof",
    "WorkedCase",
    "beside_answer",
    "marker_answer",
    "prove",
    "read_case_file",
    "rule_answers",
]

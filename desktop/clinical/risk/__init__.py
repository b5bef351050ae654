"""Risk, stage and histology from rules that are data. The engine reads any such table and knows no disease.

``RulePack.load`` takes the texts of ``resources/risk``; ``case_facts`` takes a case apart into facts.
"""

from desktop.clinical.risk.assessment import Assessment, Citation
from desktop.clinical.risk.histology import HistologyReading
from desktop.clinical.risk.pack import RulePack, checksum_of
from desktop.clinical.risk.rows import Row, RuleStatus
from desktop.clinical.risk.scheme import Scheme
from desktop.clinical.risk.stage import StageReading

__all__ = [
    "Assessment",
    "Citation",
    "HistologyReading",
    "Row",
    "RulePack",
    "RuleStatus",
    "Scheme",
    "StageReading",
    "checksum_of",
]

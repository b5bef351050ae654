"""Laboratory markers: units, a laboratory's own limit, published limits by age, and bins of outcome studies.

``MarkerRules.load`` takes the texts of ``resources/biomarkers``; ``MarkerRules.read`` says what one result means.
Nothing here knows a disease: analytes, limits and bins are data. None of it makes a risk group.
"""

from desktop.clinical.biomarkers.reading import Against, MarkerReading, Placed
from desktop.clinical.biomarkers.rules import MarkerRules

__all__ = ["Against", "MarkerReading", "MarkerRules", "Placed"]

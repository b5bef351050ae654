"""The sections of a child's page, by name and place: menus name them before the page is built."""

from __future__ import annotations

SECTIONS = (
    "Overview",
    "Presentation",
    "Staging",
    "Pathology, biology",
    "Biomarkers",
    "Treatment",
    "Response",
    "Documents",
    "History",
)
OVERVIEW, PRESENTATION, STAGING, BIOLOGY, MARKERS, TREATMENT, RESPONSE, DOCUMENTS, HISTORY = range(len(SECTIONS))

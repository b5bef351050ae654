"""The sections of a child's page, by name and place: menus name them before the page is built."""

from __future__ import annotations

SECTIONS = (
    "Overview",
    "Presentation",
    "Family and team",
    "Staging",
    "Pathology, biology",
    "Biomarkers",
    "Treatment",
    "Response",
    "Meetings",
    "Documents",
    "History",
)
(
    OVERVIEW, PRESENTATION, FAMILY, STAGING, BIOLOGY, MARKERS, TREATMENT, RESPONSE, MEETINGS, DOCUMENTS, HISTORY,
) = range(len(SECTIONS))  # fmt: skip

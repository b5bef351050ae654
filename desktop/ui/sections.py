"""The sections of a child's page, by name and place: menus name them before the page is built."""

from __future__ import annotations

SECTIONS = ("Overview", "Presentation", "Staging", "Pathology, biology", "Treatment", "Response")
OVERVIEW, PRESENTATION, STAGING, BIOLOGY, TREATMENT, RESPONSE = range(len(SECTIONS))

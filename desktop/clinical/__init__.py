"""What a clinician would recognise: the case as frozen values, the risk tables' engine, the timeline.

Pure: no Qt, no SQL, no ReportLab, no files, no clock. Rules arrive as text that the application has read from
``resources``; today's date arrives as an argument. Nothing here knows which disease the tables describe.
"""

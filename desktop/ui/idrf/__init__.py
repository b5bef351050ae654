"""The checklist of image-defined risk factors in the window."""

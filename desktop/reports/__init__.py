"""The only ReportLab code: values in, the bytes of a PDF out. Saving is someone else's job."""

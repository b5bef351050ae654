"""Documents of a child: the section, the dialogs, and showing them in memory."""

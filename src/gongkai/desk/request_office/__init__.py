"""The office's pages around requests: intake, the one sheet, redaction, settings, templates, archive."""

"""The staff desk for requests: lists, the case with its clock, deciding, letters."""

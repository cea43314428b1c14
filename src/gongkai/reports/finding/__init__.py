"""Finding the report in what was read: its tables by their labels, its sections by their titles."""

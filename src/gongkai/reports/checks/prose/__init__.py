"""Whether the text of a report agrees with its tables and with itself; advisory, and never a failure."""

"""年报: the report of a year compiled from what was done, checked, signed, submitted and published."""

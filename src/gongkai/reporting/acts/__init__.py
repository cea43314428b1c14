"""What can be done to an annual report and its figures: one verb, one function, one transaction."""

"""What can be done to a request: one verb, one function, one transaction."""

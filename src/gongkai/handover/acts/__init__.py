"""The verbs of 交接与归档."""

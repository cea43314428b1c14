"""The nouns of 交接与归档."""

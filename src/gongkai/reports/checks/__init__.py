"""The declared checks, the same at every door."""

"""Requests for information: acts, clockwork, letters."""

"""Desk pages of 交接与归档."""

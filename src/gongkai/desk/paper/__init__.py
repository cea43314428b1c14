"""Desk pages of 纸面审签."""

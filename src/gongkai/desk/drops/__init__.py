"""Desk pages of 一次投放."""

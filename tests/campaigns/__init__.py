"""Campaigns: many rounds of breaking what people and machines break, each with a short form for every run."""

"""The verbs of 纸面审签."""

"""The nouns of 纸面审签."""

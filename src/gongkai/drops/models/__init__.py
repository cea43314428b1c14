"""The nouns of 一次投放."""

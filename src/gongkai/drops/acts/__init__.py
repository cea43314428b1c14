"""The verbs of 一次投放."""

"""Reconsideration and litigation (行政复议、行政诉讼) over the organ's answers: dates, results, lessons."""

"""Good reports with exactly one defect each."""

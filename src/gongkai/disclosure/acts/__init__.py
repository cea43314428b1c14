"""The acts on items: one file per verb. Each locks, asks, checks, changes, records, leaves word."""

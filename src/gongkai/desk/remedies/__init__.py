"""The staff desk for reconsideration and litigation: lists, a proceeding, lessons, table 4, the package."""

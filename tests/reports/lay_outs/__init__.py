"""Writers of the same report in the many shapes in which reports are met."""

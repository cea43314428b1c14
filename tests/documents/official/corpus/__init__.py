"""Official documents as offices really build them, of an invented city, each with its truth."""

"""Each performance claim as a command that prints its figures; nothing here is shipped."""

"""Any annual report read, checked and written, from any organ and in any kind of file; needs no database."""

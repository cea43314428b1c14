"""The evidence package: written, read, tampered with."""

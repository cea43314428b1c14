"""Readers: one for each kind of file, each giving paragraphs and grids."""

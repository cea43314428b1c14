"""Tests of writing a report out."""

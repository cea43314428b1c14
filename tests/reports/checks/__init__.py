"""Tests of the declared checks."""

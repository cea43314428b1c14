"""Tests of what must not go out."""

"""Tests of reading, checking, cleaning and comparing documents."""

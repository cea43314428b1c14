"""Checks and set-up for this source tree; nothing here is shipped."""

"""The item pages of the desk."""

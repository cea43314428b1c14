"""Information items at the desk."""

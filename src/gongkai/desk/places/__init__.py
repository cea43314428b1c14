"""Desk pages of 登载平台."""

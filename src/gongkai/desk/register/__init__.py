"""Desk pages of 发文登记."""

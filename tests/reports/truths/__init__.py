"""Invented annual reports whose every figure is known: cells that agree, prose that quotes them."""

"""Reconsideration and litigation: facts, deadlines, figures, rights."""

"""A table of character pairs: finds Chinese words inside titles on any database."""

from __future__ import annotations

from django.db import models


class SearchGram(models.Model):
    """One pair of characters of one document's short text in one scope (desk, public)."""

    scope = models.CharField(max_length=20)
    gram = models.CharField(max_length=4)
    doc_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("scope", "gram", "doc_id"), name="gram_once_per_document")
        ]
        indexes = [models.Index(fields=("scope", "doc_id"), name="gram_by_document")]

    def __str__(self) -> str:
        return self.gram

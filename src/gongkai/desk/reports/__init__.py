"""The desk's pages of the annual report: writing it, checking any report, watching over those below."""

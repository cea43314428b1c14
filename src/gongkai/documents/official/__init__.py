"""Official documents with a red head (GB/T 9704): what they say of themselves, and their clean body."""

from gongkai.documents.official.as_json import as_json
from gongkai.documents.official.reading import read_many, read_official
from gongkai.documents.official.results import FieldKey, OfficialReading, Proposed

__all__ = ["FieldKey", "OfficialReading", "Proposed", "as_json", "read_many", "read_official"]

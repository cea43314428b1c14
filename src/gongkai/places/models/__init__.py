"""The nouns of where things appear."""

from gongkai.places.models.comparison import Comparison, ComparisonResult, Difference, DifferenceKind
from gongkai.places.models.place import Place, PlaceColumn
from gongkai.places.models.posting import Posting, PostingState

__all__ = [
    "Comparison", "ComparisonResult", "Difference", "DifferenceKind", "Place", "PlaceColumn", "Posting",
    "PostingState",
]  # fmt: skip

"""The catalogue of disclosure: what must be published, under which codes, how marked and by when."""

from gongkai.law.catalogue.attributes import (
    EXITS,
    GROUNDS,
    MODES,
    PERIODS,
    TIME_CLASSES,
    VALIDITY_VALUES,
    Force,
    Ground,
    Mode,
    TimeClass,
    Validity,
    exits_of,
)
from gongkai.law.catalogue.columns import COLUMN_TYPES, FRESHNESS_LIMITS, freshness_of
from gongkai.law.catalogue.contents import (
    CATALOGUE_FIELDS,
    GUIDE_CONTENTS,
    missing_from_catalogue,
    missing_from_guide,
    missing_from_guide_text,
)
from gongkai.law.catalogue.document_number import (
    DocumentNumber,
    InvalidDocumentNumber,
    document_number_problems,
    is_document_number,
    parse_document_number,
)
from gongkai.law.catalogue.entries import Entry, Table, UnknownCode
from gongkai.law.catalogue.genre_words import GENRE_WORDS, GenreTold, genre_told_by
from gongkai.law.catalogue.genres import GENRES
from gongkai.law.catalogue.index_number import (
    INDEX_PATTERNS,
    IndexNumber,
    IndexPattern,
    InvalidIndexNumber,
    front_of_organisation_code,
)
from gongkai.law.catalogue.page_tags import PAGE_KINDS, PAGE_TAGS, PageTag, tag_problems, tags_for
from gongkai.law.catalogue.publication import (
    PUBLICATION_LIMITS,
    LimitUnit,
    PublicationDue,
    publication_due,
)
from gongkai.law.catalogue.reported_categories import STATISTICAL_CATEGORIES
from gongkai.law.catalogue.statutory_classes import STATUTORY_CLASSES, OrganLevel, classes_for
from gongkai.law.catalogue.topics import TOPICS, children_of, top_topics, topic_by_path, topic_path
from gongkai.law.catalogue.uncertain import Uncertain, uncertain_values
from gongkai.law.catalogue.zone import ZONE_COLUMNS, ZONE_LABEL

__all__ = [
    "CATALOGUE_FIELDS",
    "COLUMN_TYPES",
    "EXITS",
    "FRESHNESS_LIMITS",
    "GENRES",
    "GENRE_WORDS",
    "GROUNDS",
    "GUIDE_CONTENTS",
    "INDEX_PATTERNS",
    "MODES",
    "PAGE_KINDS",
    "PAGE_TAGS",
    "PERIODS",
    "PUBLICATION_LIMITS",
    "STATISTICAL_CATEGORIES",
    "STATUTORY_CLASSES",
    "TIME_CLASSES",
    "TOPICS",
    "VALIDITY_VALUES",
    "ZONE_COLUMNS",
    "ZONE_LABEL",
    "DocumentNumber",
    "Entry",
    "Force",
    "GenreTold",
    "Ground",
    "IndexNumber",
    "IndexPattern",
    "InvalidDocumentNumber",
    "InvalidIndexNumber",
    "LimitUnit",
    "Mode",
    "OrganLevel",
    "PageTag",
    "PublicationDue",
    "Table",
    "TimeClass",
    "Uncertain",
    "UnknownCode",
    "Validity",
    "children_of",
    "classes_for",
    "document_number_problems",
    "exits_of",
    "freshness_of",
    "front_of_organisation_code",
    "genre_told_by",
    "is_document_number",
    "missing_from_catalogue",
    "missing_from_guide",
    "missing_from_guide_text",
    "parse_document_number",
    "publication_due",
    "tag_problems",
    "tags_for",
    "top_topics",
    "topic_by_path",
    "topic_path",
    "uncertain_values",
]

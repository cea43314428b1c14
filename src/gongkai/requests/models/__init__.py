"""The nouns of a request, one file per concern."""

from gongkai.requests.models.advice import PassedAdvice
from gongkai.requests.models.case import (
    ApplicantKind,
    Assignment,
    Case,
    CaseEvent,
    CaseStage,
    DueChange,
    FormOfInformation,
    IntakeChannel,
    SearchRecord,
    WayOfGetting,
)
from gongkai.requests.models.deciding import (
    Answer,
    Consultation,
    Decision,
    DecisionPart,
    FeeNotice,
    GivenFile,
    PartyKind,
)
from gongkai.requests.models.letters import (
    Letter,
    LetterReview,
    LetterState,
    LetterTemplate,
    Service,
    ServiceChannel,
)
from gongkai.requests.models.office import (
    ArchiveEntry,
    CaseFile,
    CaseFileRole,
    IntakeDraft,
    OfferedAnswer,
    OfficeSettings,
    PublicationTask,
)

__all__ = [
    "Answer", "ApplicantKind", "ArchiveEntry", "Assignment", "Case", "CaseEvent", "CaseFile", "CaseFileRole",
    "CaseStage", "Consultation", "Decision", "DecisionPart", "DueChange", "FeeNotice", "FormOfInformation",
    "GivenFile", "IntakeChannel", "IntakeDraft", "Letter", "LetterReview", "LetterState", "LetterTemplate",
    "OfferedAnswer", "OfficeSettings", "PartyKind",
    "PassedAdvice", "PublicationTask", "SearchRecord", "Service",
    "ServiceChannel", "WayOfGetting",
]  # fmt: skip

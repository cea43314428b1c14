"""The nouns every duty stands on, one file per concern."""

from gongkai.kernel.models.audit import AuditEntry, AuditHead
from gongkai.kernel.models.files import StoredFile, Tombstone
from gongkai.kernel.models.gate import FailureCounter, RateCounter, SpentChallenge
from gongkai.kernel.models.messages import OutgoingMessage
from gongkai.kernel.models.numbering import IssuedNumber, NumberSequence
from gongkai.kernel.models.organs import Department, Organ, OrganName
from gongkai.kernel.models.outbox import OutboxJob, WorkerBeat
from gongkai.kernel.models.people import Person, Role, RoleGrant
from gongkai.kernel.models.private import PrivateFile, PrivateKey
from gongkai.kernel.models.reminders import Reminder
from gongkai.kernel.models.search import SearchGram

__all__ = [
    "AuditEntry",
    "AuditHead",
    "Department",
    "FailureCounter",
    "IssuedNumber",
    "NumberSequence",
    "Organ",
    "OrganName",
    "OutboxJob",
    "OutgoingMessage",
    "Person",
    "PrivateFile",
    "PrivateKey",
    "RateCounter",
    "Reminder",
    "Role",
    "RoleGrant",
    "SearchGram",
    "SpentChallenge",
    "StoredFile",
    "Tombstone",
    "WorkerBeat",
]

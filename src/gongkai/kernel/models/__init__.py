"""The nouns every duty stands on, one file per concern."""

from gongkai.kernel.models.audit import AuditEntry, AuditHead
from gongkai.kernel.models.files import StoredFile, Tombstone
from gongkai.kernel.models.numbering import IssuedNumber, NumberSequence
from gongkai.kernel.models.organs import Department, Organ, OrganName
from gongkai.kernel.models.outbox import OutboxJob, WorkerBeat
from gongkai.kernel.models.people import Person, Role, RoleGrant
from gongkai.kernel.models.search import SearchGram

__all__ = [
    "AuditEntry",
    "AuditHead",
    "Department",
    "IssuedNumber",
    "NumberSequence",
    "Organ",
    "OrganName",
    "OutboxJob",
    "Person",
    "Role",
    "RoleGrant",
    "SearchGram",
    "StoredFile",
    "Tombstone",
    "WorkerBeat",
]

"""The evidence package (案卷包) of a case: one zip that a court can read offline and anybody can prove.

Floor 1, pure: it knows the law's clock and calendar, and neither a database nor a key.
"""

from gongkai.dossier.contents import Contents, Document, DueMove, FactLine, ServiceLine
from gongkai.dossier.errors import DossierError, NotAPackage, PackageTooLarge
from gongkai.dossier.findings import Finding, FindingKind, Report
from gongkai.dossier.manifest import FORMAT, FORMAT_VERSION, Sign
from gongkai.dossier.verifying import verify_package
from gongkai.dossier.writing import Written, write_package

__all__ = [
    "FORMAT",
    "FORMAT_VERSION",
    "Contents",
    "Document",
    "DossierError",
    "DueMove",
    "FactLine",
    "Finding",
    "FindingKind",
    "NotAPackage",
    "PackageTooLarge",
    "Report",
    "ServiceLine",
    "Sign",
    "Written",
    "verify_package",
    "write_package",
]

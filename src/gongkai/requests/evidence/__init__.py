"""The evidence package of a case: everything on record about it, gathered, written, sealed."""

from gongkai.requests.evidence.gathering import contents_of
from gongkai.requests.evidence.packing import make_package, make_packages, package_name, write_evidence

__all__ = ["contents_of", "make_package", "make_packages", "package_name", "write_evidence"]

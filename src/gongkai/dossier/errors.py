"""What can stop the writing or the reading of a package; messages say what to do."""


class DossierError(Exception):
    """Base of the errors of evidence packages."""


class NotAPackage(DossierError):
    """The file is not there, cannot be read, or is no evidence package at all."""


class PackageTooLarge(DossierError):
    """The material does not fit into one package."""

"""Who an applicant is, as the government's unified sign-in says it: a port and its one adapter."""

from gongkai.kernel.identity.configuration import problems, provider
from gongkai.kernel.identity.sign_in import (
    IdentityRefused,
    SignIn,
    UnifiedSignIn,
    VerifiedPerson,
)

__all__ = ["IdentityRefused", "SignIn", "UnifiedSignIn", "VerifiedPerson", "problems", "provider"]

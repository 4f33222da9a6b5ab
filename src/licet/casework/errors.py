"""What casework refuses, beside the errors of ``licet.core.errors``.

LicetError
├── ConflictError     somebody else was first, or the case is not as the caller saw it
├── NotAllowedError   the actor's role, or having decided it themselves, forbids the action
└── UnknownCaseError  there is no such case, alert or attachment
"""

from __future__ import annotations

from licet.core.errors import BadInputError, LicetError


class ConflictError(LicetError):
    """The case changed since the caller saw it, or its state does not take the action."""


class NotAllowedError(LicetError):
    """The actor may not do this."""


class UnknownCaseError(BadInputError):
    """No case, alert or attachment has the number that was named."""

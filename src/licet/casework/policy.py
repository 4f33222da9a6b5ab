"""What an organisation decides about its casework: roles, reasons, four eyes, times, sizes.

``Policy()`` is the default; ``read_policy`` reads ``HOME/casework.yaml``, where only what differs
stands. The table of roles is fixed: who may decide and who may approve is the point of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from licet.core.errors import BadFileError, BadInputError, nearest

Role = Literal["reader", "analyst", "approver", "admin", "system"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "approver", "admin", "system")

_WORK = frozenset({"analyst", "approver"})
RULES: Mapping[str, frozenset[str]] = {
    "open": frozenset({"analyst", "approver", "admin", "system"}),
    "reopen": frozenset({"approver", "system"}),
    "assign": frozenset({"analyst", "approver", "admin"}),
    "due": frozenset({"analyst", "approver", "admin"}),
    "comment": _WORK,
    "attach": _WORK,
    "confirm": _WORK,
    "reject": _WORK,
    "undo": _WORK,
    "escalate": _WORK,
    "approve": frozenset({"approver"}),
    "send_back": frozenset({"approver"}),
    "rescreen": frozenset({"analyst", "approver", "admin", "system"}),
    "export": frozenset({"approver", "admin"}),
}
"""Which roles may do what. An administrator keeps the tool going and decides no case."""

REJECT_REASONS = {
    "other_birth_date": "Another date of birth",
    "other_country": "Another country or nationality",
    "other_name": "The names differ in a way that tells two parties apart",
    "other_kind": "Another kind of party (a firm, a ship, a person)",
    "other_identifier": "Another identity document or registration",
    "other_activity": "Another business or biography",
    "other": "Another reason, told in the text",
}
CONFIRM_REASONS = {
    "same_identifier": "An identity document or registration is the same",
    "same_person": "Name, birth and country are the same",
    "customer_said": "The customer said so",
    "public_source": "A public source shows it",
    "other": "Another reason, told in the text",
}
Eyes = Literal["never", "strong", "always"]


@dataclass(frozen=True)
class Policy:
    """The choices. ``approve_confirm`` and ``approve_reject``: which decisions a second person
    must approve (``strong``: of a strong match). Times are days, but for ``undo_seconds``.
    """

    approve_confirm: Eyes = "never"
    approve_reject: Eyes = "never"
    undo_seconds: int = 900
    due_days: Mapping[str, int] = field(default_factory=lambda: {"strong": 1, "possible": 5})
    rejection_days: int = 365
    attachment_bytes: int = 20_000_000
    text_characters: int = 10_000
    bulk_cases: int = 1_000
    bulk_strong: bool = False
    reject_reasons: Mapping[str, str] = field(default_factory=lambda: dict(REJECT_REASONS))
    confirm_reasons: Mapping[str, str] = field(default_factory=lambda: dict(CONFIRM_REASONS))

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)

    def reasons(self, action: str) -> Mapping[str, str]:
        """The reasons to choose from, by their short name."""
        return self.confirm_reasons if action == "confirm" else self.reject_reasons

    def needs_approval(self, status: str, band: str) -> bool:
        """Whether a decision of an alert must be approved by a second person."""
        eyes = self.approve_confirm if status == "confirmed" else self.approve_reject
        return eyes == "always" or (eyes == "strong" and band == "strong")


def check_reason(policy: Policy, action: str, reason: str, text: str) -> None:
    """Raise BadInputError for a reason that is not in the list, or "other" without a text."""
    known = policy.reasons(action)
    if reason not in known:
        raise BadInputError(
            f"'{reason}' is not a reason to {action}.",
            where="reason",
            mend=f"{nearest(reason, known).capitalize()}Known: {', '.join(known)}.",
        )
    if reason == "other" and not text.strip():
        raise BadInputError("the reason 'other' needs a text.", where="text", mend="Say why.")


def read_policy(path: Path) -> Policy:
    """The policy of a file; the default where there is none. Raises BadFileError."""
    if not path.exists():
        return Policy()
    import yaml

    try:
        given: Any = yaml.safe_load(path.read_text("utf-8")) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadFileError(
            f"can't be read as YAML ({error.problem}).", where=f"{path} line {line}"
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadFileError(f"can't be read ({str(error)[:80]}).", where=str(path)) from None
    if not isinstance(given, dict):
        raise BadFileError("is not a table of settings.", where=str(path), mend="See the guide.")
    return _made(given, path)


def _made(given: dict[str, Any], path: Path) -> Policy:
    kinds = {one.name: type(getattr(Policy(), one.name)) for one in fields(Policy)}
    for name, value in given.items():
        if name not in kinds:
            raise BadFileError(
                f"has the unknown setting '{name}'.",
                where=str(path),
                mend=f"{nearest(str(name), kinds).capitalize()}Known: {', '.join(kinds)}.",
            )
        if not isinstance(value, kinds[name]) or (kinds[name] is int and value is True):
            raise BadFileError(
                f"has '{value}' for {name}.",
                where=str(path),
                mend=f"Give a {kinds[name].__name__}.",
            )
    for name, kind in (("due_days", int), ("reject_reasons", str), ("confirm_reasons", str)):
        if not all(isinstance(k, str) and type(v) is kind for k, v in given.get(name, {}).items()):
            raise BadFileError(
                f"has a wrong value in {name}.",
                where=str(path),
                mend=f"Give a {kind.__name__} for each name.",
            )
    for name in ("approve_confirm", "approve_reject"):
        if given.get(name, "never") not in {"never", "strong", "always"}:
            raise BadFileError(
                f"has '{given[name]}' for {name}.",
                where=str(path),
                mend="Say never, strong or always.",
            )
    return Policy(**given)

"""Provisions, duties and classes of persons, as the engine uses them once a pack is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from licet.core.citation import Citation
from licet.core.dates import Period
from licet.law.conditions import Condition

Status = Literal["draft", "reviewed"]
Basis = Literal["law", "agency_policy", "guidance"]
# The id of a rule of reach that some pack defines; "none" and "unknown" need no rule.
Reach = str
# The id of a class of persons that some pack defines.
Obliged = str
Effect = Literal[
    "prohibited",
    "licence_required",
    "licence_unavailable",
    "conditional",
    "caution",
    "no_effect",
    "undetermined",
]
ReachEffect = Literal["reaches", "none", "unconfirmed"]
DutyKind = Literal["block", "reject", "report", "annual_report", "notify", "retain"]


@dataclass(frozen=True, slots=True)
class Review:
    """Who signed a pack off, and when."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class ExceptionRule:
    """When it holds, its effect stands in place of the version's."""

    id: str
    title: str
    status: Status
    when: Condition
    effect: Effect
    condition: str | None
    period: Period
    source: Citation
    unread: str | None
    gives_way_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """The text of a provision over one period."""

    period: Period
    applies: Condition
    effect: Effect
    says: str
    condition: str | None
    duties: tuple[str, ...]
    source: Citation
    exceptions: tuple[ExceptionRule, ...]


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Provision:
    """One rule, about one paragraph of law, with its dated versions."""

    id: str
    title: str
    authority: str
    basis: Basis
    status: Status
    unread: str | None
    obliged: Obliged
    measures: tuple[str, ...]
    reach: Reach
    versions: tuple[Version, ...]
    pack: str
    zone: str
    where: str

    @property
    def regime(self) -> str:
        """The body of law it belongs to: the first two parts of its id."""
        return "/".join(self.id.split("/")[:2])


@dataclass(frozen=True, slots=True)
class DutyVersion:
    """The text of a duty over one period."""

    period: Period
    text: str
    deadline: dict[str, str]
    source: Citation


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the obliged person must do beside, or because of, a restriction."""

    id: str
    title: str
    kind: DutyKind
    obliged: Obliged
    status: Status
    versions: tuple[DutyVersion, ...]
    goes_with: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class PersonClass:
    """Who is bound: a defined term of the regulations, as a condition over facts."""

    id: str
    title: str
    when: Condition
    source: Citation


@dataclass(frozen=True, slots=True)
class ReachVersion:
    """How shares are counted over one period.

    ``aggregate`` is None where no text read says whether several owners are added up.
    ``voting_percent``: more than this share of the voting rights carries too; None: votes don't
    count. ``control``: the right to a majority of the board, or control found, carries too.
    ``effect`` is "none" while the rule stands suspended and "unconfirmed" where its own text brings
    it back and nobody has confirmed it: it then reaches possibly, never certainly.
    """

    period: Period
    threshold_percent: float
    inclusive: bool
    aggregate: bool | None
    source: Citation
    voting_percent: float | None = None
    control: bool = False
    effect: ReachEffect = "reaches"


@dataclass(frozen=True, slots=True)
class ReachRule:
    """How far a measure goes into what a party under it owns."""

    id: Reach
    title: str
    versions: tuple[ReachVersion, ...]
    after_divestment: str | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """One file of law."""

    id: str
    title: str
    jurisdiction: str
    reviews: tuple[Review, ...]
    provisions: int


@dataclass(slots=True)
class Law:
    """Every pack that was loaded, by id."""

    packs: dict[str, Pack] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    persons: dict[str, PersonClass] = field(default_factory=dict)
    reaches: dict[str, ReachRule] = field(default_factory=dict)

    def attached_to(self, measure: str) -> list[Provision]:
        """Provisions that a measure on a party brings into play."""
        return [p for p in self.provisions.values() if measure in p.measures]

    def unattached(self) -> list[Provision]:
        """Rules of law itself, for every party."""
        return [p for p in self.provisions.values() if not p.measures]

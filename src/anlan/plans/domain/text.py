"""What a contingency plan says, as data: levels with triggers, signers, posts, tasks and supplies; and its papers.

The words themselves are Chinese and live in the plan's file; here are their places. A field that came later has a
default, so that texts stored before still load.
"""

from dataclasses import dataclass
from typing import Final

from anlan.kernel.levels import Level
from anlan.plans.domain.errors import NoSuchLevel

ADDRESSEES: Final = ("organisation", "townships", "villages", "team")
"""To whom a task goes: an organisation of the plan's region, those of the affected places, or a rescue team."""

ROLES: Final = ("duty_officer", "duty_leader", "commander")
CATEGORIES: Final = ("overall", "special", "department", "township", "village", "enterprise", "key_target")
"""Kinds of plan: who writes it and what it is for decide where it is filed and how often it is tried."""

SECTIONS: Final = (
    "general",
    "organisation",
    "prevention",
    "reporting",
    "response",
    "release",
    "recovery",
    "support",
    "management",
    "supplementary",
)
"""The parts of a government plan's paper, in their order."""

SIDES: Final = ("", "administrative", "professional")
"""The two headquarters of a command post; empty where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One fact that must reach ``at_least`` a figure; the bound itself reaches it."""

    fact: str
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A reason for a level: all its conditions together; ``text`` is how the plan words it.

    ``source`` says where its bound is from and ``mark`` whether that was read; without a source the bound is local.
    """

    key: str
    text: str
    needs: tuple[Condition, ...]
    source: str = ""
    mark: str = "doubtful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom a task goes: ``who`` of ``ADDRESSEES``; ``kind`` of organisation or team; ``branch`` of a department."""

    who: str
    kind: str = ""
    branch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTemplate:
    """A task that a level gives: to whom, what, within how many minutes, and what must come back.

    ``after`` are keys of tasks of the level that must be done before this one begins.
    """

    key: str
    to: Addressee
    to_text: str
    text: str
    within_minutes: int
    needs_feedback: bool = True
    needs_photo: bool = False
    needs_place: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who fills a post: whoever has the platform's ``role``, or whom an organisation of ``kind`` sends.

    ``title`` is the post in that organisation as the plan words it; ``name`` a person whom the plan names.
    """

    role: str = ""
    kind: str = ""
    branch: str = ""
    title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of a level's command post: ``duty`` is what it does, ``group`` the group it belongs to."""

    key: str
    name: str
    duty: str
    holder: Holder
    group: str = ""
    side: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPost:
    """The command post of a level: its name, who leads it, and its groups."""

    name: str
    leader: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A kind of supplies or forces that a level makes ready.

    ``item`` is its code in the catalogue of stores, ``team`` a kind of team; neither: nobody can count it.
    """

    name: str
    quantity: int
    unit: str
    item: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseLevel:
    """A response level: red is level I. Any one trigger calls for it; roles name who may propose, sign and end it.

    ``raised_by`` and ``lowered_by`` say who may change to this level; empty: those who sign it.
    """

    level: Level
    name: str
    triggers: tuple[Trigger, ...]
    proposed_by: tuple[str, ...]
    signed_by: tuple[str, ...]
    ended_by: tuple[str, ...]
    signer_post: str
    command_post: CommandPost
    measures: tuple[str, ...]
    tasks: tuple[TaskTemplate, ...]
    resources: tuple[Resource, ...] = ()
    end_condition: str = ""
    raised_by: tuple[str, ...] = ()
    lowered_by: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()

    @property
    def number(self) -> int:
        """Return the number that the law uses: 1 for red to 4 for blue."""
        return self.level.legal_number

    @property
    def raisers(self) -> tuple[str, ...]:
        """Return the roles that may raise a response to this level."""
        return self.raised_by or self.signed_by

    @property
    def lowerers(self) -> tuple[str, ...]:
        """Return the roles that may lower a response to this level."""
        return self.lowered_by or self.signed_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A line of the communication list: who, in which organisation and post, under which number."""

    key: str
    organisation: str
    name: str
    post: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the plan's paper; ``key`` of ``SECTIONS``."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex of the plan: a table, a form, a map's description."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCard:
    """What one post does, on one card: its steps in order and the ``tasks`` of the levels that fall to it."""

    key: str
    title: str
    holder: str
    steps: tuple[str, ...]
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """All that one edition of a plan says. ``kinds`` are event-type codes (12379); the first is the plan's own.

    ``category`` is one of ``CATEGORIES``; ``owner`` the organisation that writes it, where that is no government;
    ``upper`` is the key of the plan above it where that has another key; ``bases`` are the laws it rests on;
    ``hazards`` the kind of unit it is for, where the law asks for more drills (``tables/clocks.toml``).
    """

    key: str
    name: str
    kinds: tuple[str, ...]
    edition: str
    source: str
    mark: str
    purpose: str
    levels: tuple[ResponseLevel, ...]
    category: str = "special"
    upper: str = ""
    owner: str = ""
    hazards: str = ""
    bases: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    contacts: tuple[Contact, ...] = ()
    cards: tuple[ActionCard, ...] = ()
    annexes: tuple[Annex, ...] = ()

    def level(self, level: Level) -> ResponseLevel:
        """Return what the plan says of one level."""
        for each in self.levels:
            if each.level == level:
                return each
        raise NoSuchLevel(level=level.legal_number)

"""The kinds of documents and what must hold before one is entered or approved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anlan.enforcement.domain import errors
from anlan.enforcement.domain.facts import DECISIONS, CaseFacts
from anlan.enforcement.domain.money import Thresholds
from anlan.enforcement.domain.states import CaseAct, CaseState

_JUDGED = ("21", "25", "26")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document as the table holds it; see the head of ``tables/kinds.toml``."""

    key: str
    name: str
    form: str
    states: frozenset[CaseState]
    mark: str
    number: int | None = None
    stem: str = ""
    requires: tuple[str, ...] = ()
    requires_by: Mapping[str, tuple[str, ...]]
    procedure: str = ""
    party: str = ""
    approver: str = ""
    signs: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    is_served: bool = False
    is_single: bool = False
    is_made: bool = False
    has_penalty: bool = False
    moves: str = ""

    def prerequisites(self, procedure: str) -> tuple[str, ...]:
        """Return what must be approved first, "|" between alternatives."""
        return self.requires + self.requires_by.get(procedure, ())

    def act(self, procedure: str) -> CaseAct | None:
        """Return what its approval does to the case."""
        if self.moves == CaseAct.NOTIFY.value and procedure == "summary":
            return CaseAct.NOTIFY_AT_ONCE
        return CaseAct(self.moves) if self.moves else None


def kinds_from(table: Mapping[str, Any]) -> dict[str, Kind]:
    """Return the kinds of the table by key, in its order."""
    found = {}
    for row in table["kinds"]:
        given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        states = frozenset(CaseState(each) for each in table["when"][given.pop("when")])
        by = {name: tuple(each) for name, each in given.pop("requires_by", {}).items()}
        found[row["key"]] = Kind(**given, states=states, requires_by=by)
    return found


def refuse_document(kind: Kind, facts: CaseFacts, kinds: Mapping[str, Kind], amounts: Thresholds) -> None:
    """Refuse a document that the case cannot hold now; the same holds when it is entered and when it is approved."""
    wrong_case = kind.procedure not in ("", facts.procedure) or kind.party not in ("", facts.party)
    if kind.is_made or wrong_case or facts.state not in kind.states:
        raise errors.NotAtThisStage(name=kind.name)
    if kind.is_single and kind.key in facts.living:
        raise errors.OnlyOne(name=kind.name)
    missing = missing_before(kind, facts)
    if missing:
        names = "; ".join(" / ".join(kinds[key].name for key in each.split("|")) for each in missing)
        raise errors.NeedsBefore(names=names)
    if "officers" in kind.signs and facts.officers < 2:
        raise errors.TwoOfficers
    for refuse in _MORE.get(kind.key, ()):
        refuse(facts, kinds, amounts)
    if kind.has_penalty and facts.fine is None:
        raise errors.NoPenalty


def missing_before(kind: Kind, facts: CaseFacts) -> tuple[str, ...]:
    """Return the prerequisites that are not approved."""
    return tuple(
        each for each in kind.prerequisites(facts.procedure) if not facts.approved.intersection(each.split("|"))
    )


def _notice_served(facts: CaseFacts, kinds: Mapping[str, Kind], amounts: Thresholds) -> None:
    if "15" not in facts.served:
        raise errors.NotServed(name=kinds["15"].name)


def _hearing_offered(facts: CaseFacts, kinds: Mapping[str, Kind], amounts: Thresholds) -> None:
    """Refuse a decision before a hearing was offered where one must be, and before one asked for was held."""
    if amounts.wants_hearing(facts) and "17" not in facts.served:
        raise errors.HearingNotOffered(least=amounts.hearing[facts.party])
    if facts.knows("hearing_asked"):
        if "20" not in facts.approved:
            raise errors.HearingNotHeld
        if facts.at["approved:review"] < facts.at["approved:20"]:
            raise errors.ReviewAfterHearing


def _discussed(facts: CaseFacts, kinds: Mapping[str, Kind], amounts: Thresholds) -> None:
    if amounts.wants_discussion(facts) and "22" not in facts.approved:
        raise errors.DiscussionNeeded


def _not_heavier(facts: CaseFacts, kinds: Mapping[str, Kind], amounts: Thresholds) -> None:
    if facts.fine is not None and facts.notified_fine is not None and facts.fine > facts.notified_fine:
        raise errors.HeavierThanNotified(notified=facts.notified_fine)


def _on_the_spot(facts: CaseFacts, kinds: Mapping[str, Kind], amounts: Thresholds) -> None:
    most = amounts.on_the_spot[facts.party]
    if facts.is_grave or (facts.fine is not None and facts.fine > most):
        raise errors.TooMuchOnTheSpot(most=most)


def _hearing_asked(facts: CaseFacts, kinds: Mapping[str, Kind], amounts: Thresholds) -> None:
    if not facts.knows("hearing_asked"):
        raise errors.HearingNotAsked


def _decision_served(facts: CaseFacts, kinds: Mapping[str, Kind], amounts: Thresholds) -> None:
    if not facts.served.intersection(DECISIONS):
        raise errors.NotServed(name=" / ".join(kinds[key].name for key in DECISIONS))


def _dunned(facts: CaseFacts, kinds: Mapping[str, Kind], amounts: Thresholds) -> None:
    if "27" not in facts.served:
        raise errors.NotServed(name=kinds["27"].name)


def _all_approved(facts: CaseFacts, kinds: Mapping[str, Kind], amounts: Thresholds) -> None:
    if facts.waiting:
        raise errors.DocumentsOpen(names="; ".join(kinds[key].name for key in facts.waiting))


_JUDGING = (_notice_served, _hearing_offered, _discussed, _not_heavier)
_MORE = {
    **dict.fromkeys(_JUDGED, _JUDGING),
    **dict.fromkeys(("23", "24"), (_notice_served, _on_the_spot, _not_heavier)),
    "16": (_notice_served,),
    "18": (_hearing_asked,),
    "27": (_decision_served,),
    "30": (_decision_served, _dunned),
    "31": (_all_approved,),
}

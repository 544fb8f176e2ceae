"""What a penalty does outside: the public notice and its withdrawal, the list of dishonest parties and its repair."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.enforcement.domain import errors
from anlan.enforcement.domain.credit import masked_name
from anlan.enforcement.domain.facts import DECISIONS
from anlan.enforcement.domain.states import CaseState
from anlan.enforcement.events import PartyListed, PartyRepaired, PenaltyPublished, PublicationWithdrawn
from anlan.enforcement.models import Case, CreditListing, Document
from anlan.enforcement.selectors.facts import facts_of
from anlan.enforcement.selectors.papers import number_of, office_of
from anlan.enforcement.selectors.tables import credit_table, paper_words
from anlan.enforcement.services.clocks import count_clocks
from anlan.enforcement.services.steps import announce, checked_text, locked_case, refuse_late
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.days import add_months
from anlan.kernel.errors import NotFound

_PUBLISH: Final = "enforcement.publish"
_PUBLIC: Final = frozenset({CaseState.SERVED, CaseState.ENFORCING, CaseState.EXECUTED, CaseState.CLOSED})


@transaction.atomic
def publish_penalty(*, case_id: UUID, actor: Actor, now: datetime, reason: str = "") -> None:
    """Make a served penalty public, within seven working days of its decision or with the reason of the delay."""
    case = locked_case(case_id, actor, _PUBLISH)
    decision = Document.objects.filter(case=case, kind__in=DECISIONS, state="approved").first()
    if case.published_at is not None or decision is None or CaseState(case.state) not in _PUBLIC:
        raise errors.PublishedAlready
    refuse_late("publish", facts_of(case), now, case, reason=reason.strip())
    case.published_at, case.published = now, _notice(case, decision)
    case.save()
    announce(PenaltyPublished, case, actor, now, reason=reason.strip())
    count_clocks(case, actor=actor, now=now)


@transaction.atomic
def withdraw_publication(*, case_id: UUID, actor: Actor, now: datetime, reason: str = "") -> None:
    """Take a revoked penalty off the public page, within three working days or with the reason of the delay."""
    case = locked_case(case_id, actor, _PUBLISH)
    facts = facts_of(case)
    if case.published_at is None or case.withdrawn_at is not None or not facts.knows("revoked"):
        raise errors.PublishedAlready
    refuse_late("withdraw", facts, now, case, reason=reason.strip())
    case.withdrawn_at = now
    case.save()
    announce(PublicationWithdrawn, case, actor, now, reason=reason.strip())
    count_clocks(case, actor=actor, now=now)


@transaction.atomic
def list_party(*, case_id: UUID, reason: str, actor: Actor, now: datetime) -> UUID:
    """Put the party of a served penalty into the list of seriously dishonest parties, for its term."""
    case = locked_case(case_id, actor, "enforcement.approve")
    if CaseState(case.state) not in _PUBLIC or case.listings.filter(repaired_on=None).exists():
        raise errors.ListedAlready
    terms, today = credit_table()["serious"], in_china(now).date()
    row = CreditListing.objects.create(
        case=case,
        region=case.region,
        object_id=case.object_id,
        party_name=case.party_name,
        party_code=case.party_code if case.party_kind == "unit" else "",
        reason=checked_text("reason", reason),
        listed_on=today,
        until=add_months(today, terms["months"]),
        repair_from=add_months(today, terms["repair_after_months"]),
        listed_by=actor.name,
    )
    told = {"party": row.party_name, "until": row.until.isoformat(), "reason": row.reason}
    announce(PartyListed, case, actor, now, **told)
    return row.id


@transaction.atomic
def repair_credit(*, listing_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take a party out of the list before its term, from the day on which repair is possible."""
    known = CreditListing.objects.filter(id=listing_id).values_list("case_id", flat=True).first()
    if known is None:
        raise NotFound(what="credit_listing")
    case = locked_case(known, actor, "enforcement.approve")
    row, today = CreditListing.objects.select_for_update().get(id=listing_id), in_china(now).date()
    if row.repaired_on is not None or today > row.until:
        raise errors.ListedAlready
    if today < row.repair_from:
        raise errors.RepairTooEarly(day=row.repair_from.isoformat())
    row.repaired_on, row.repair = today, checked_text("reason", reason)
    row.save()
    announce(PartyRepaired, case, actor, now, party=row.party_name, reason=row.repair)


def _notice(case: Case, decision: Document) -> dict[str, str]:
    """Return what the public reads, frozen: of a natural person only the surname, no number, no address."""
    is_person = case.party_kind == "person"
    mask = paper_words()["masks"]["person"]
    return {
        "party": masked_name(case.party_name, mask) if is_person else case.party_name,
        "code": "" if is_person else case.party_code,
        "number": number_of(decision),
        "facts": _without_names(case, decision.content["facts"], mask),
        "basis": decision.content["basis"],
        "penalty": decision.content["penalty"],
        "decided_on": in_china(decision.approved_at).date().isoformat(),
        "office": office_of(case),
    }


def _without_names(case: Case, text: str, mask: str) -> str:
    """Return a text in which the natural persons that the case names are masked."""
    persons = [case.party_person] + ([case.party_name] if case.party_kind == "person" else [])
    for name in sorted(filter(None, persons), key=len, reverse=True):
        text = text.replace(name, masked_name(name, mask))
    code = case.party_code if case.party_kind == "person" else ""
    return text.replace(code, "") if code else text

"""Looking again: the record with pictures and signatures, its opinion, and what the hidden dangers become by it."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from anlan.dangers import api as dangers
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.supervision.domain.draws import canonical
from anlan.supervision.domain.rechecks import Move, NewRecheck, check_recheck, move_of
from anlan.supervision.domain.states import InspectionAct
from anlan.supervision.domain.visits import FileKind
from anlan.supervision.events import Reinspected
from anlan.supervision.models import Finding, Inspection, Recheck
from anlan.supervision.services.arranging import INSPECT, about, locked, move
from anlan.supervision.services.evidence import Kept, checked_files, keep_files
from anlan.supervision.services.numbering import make_paper
from anlan.supervision.services.officers import qualified
from anlan.supervision.services.places import place_of
from anlan.supervision.services.texts import checked_text
from anlan.support import journal


@transaction.atomic
def record_recheck(*, new: NewRecheck, actor: Actor, now: datetime) -> None:
    """Store what at least two officers saw when they looked again; all fixed closes the inspection.

    Each finding's hidden danger moves by the acts of its own closed loop, with their rights: all of it, or nothing. The
    same press arriving again changes nothing.
    """
    row = locked(new.inspection_id, actor, INSPECT)
    if Recheck.objects.filter(inspection=row, token=new.token).exists():
        return
    findings = list(row.findings.all())
    is_all_fixed = bool(findings) and all(new.results.get(each.id) for each in findings)
    move(row, InspectionAct.FIND_FIXED if is_all_fixed else InspectionAct.FIND_UNFIXED)
    going = qualified(new.officers, row.region, in_china(new.seen_at).date())
    check_recheck(new, [each.id for each in findings], len(going))
    kept = checked_files(new.files)
    for each in findings:
        each.is_fixed = new.results[each.id]
    Finding.objects.bulk_update(findings, ["is_fixed"])
    moves = [_moved(each, new, actor, now) for each in findings]
    told = {
        "officers": [[each.name, each.certificate] for each in going],
        "results": [
            [str(each.id), each.text, bool(each.is_fixed), did.value] for each, did in zip(findings, moves, strict=True)
        ],
        "opinion": checked_text("opinion", new.opinion, most=2000),
        "is_all_fixed": is_all_fixed,
    }
    keep_files(row, kept, _stored(row, new, kept, told, actor, now))
    row.recheck_by = None if is_all_fixed else row.recheck_by
    paper = make_paper(row, "reinspection_opinion", actor, now)
    row.save()
    _announce(row, paper.number, findings, actor, now)


def _announce(row: Inspection, number: str, findings: list[Finding], actor: Actor, now: datetime) -> None:
    still = sum(not each.is_fixed for each in findings)
    event = Reinspected(**about(row), number=number, is_all_fixed=not still, open_findings=still)
    journal.announce(event, actor=actor, now=now)


def _stored(row: Inspection, new: NewRecheck, kept: Kept, told: dict[str, Any], actor: Actor, now: datetime) -> Recheck:
    firm = {name: getattr(new, name).strip() for name in ("firm_person", "firm_post", "refusal", "witnesses")}
    sealed = {
        "inspection": str(row.id),
        **told,
        **firm,
        "seen_at": new.seen_at.isoformat(),
        "location": list(new.location or ()),
        "files": [[sent.kind.value, sent.item, digest] for sent, _type, _ending, digest in kept],
    }
    return Recheck.objects.create(
        inspection=row,
        token=new.token,
        seen_at=min(new.seen_at, now),
        **place_of(row, new.location),
        digest=hashlib.new("sm3", canonical(sealed).encode()).hexdigest(),
        by=actor.name,
        at=now,
        **told,
        **firm,
    )


def _moved(finding: Finding, new: NewRecheck, actor: Actor, now: datetime) -> Move:
    """Move a finding's hidden danger as far as its closed loop lets it, and say what was done."""
    if finding.danger_id is None:
        return Move.STAYS
    danger = dangers.danger(actor, finding.danger_id)
    is_held = danger.is_listed or danger.is_cut_off
    did = move_of(danger.state.value, is_fixed=bool(finding.is_fixed), is_held=is_held)
    text = new.opinion.strip()[:1000]
    by = {"danger_id": danger.id, "actor": actor, "now": now}
    pictures = [each for each in new.files if each.kind is FileKind.PHOTO and each.item == finding.item]
    seen = dangers.Told(
        text=text,
        pictures=tuple(
            dangers.SentPicture(name=each.name, content=each.content) for each in pictures[: dangers.MOST_PICTURES]
        ),
    )
    if did in (Move.ACCEPTED, Move.CLOSED) and danger.state is dangers.DangerState.APPLIED:
        dangers.accept_danger(told=seen, **by)
    if did is Move.CLOSED:
        dangers.close_danger(note=text, **by)
    elif did is Move.RETURNED:
        dangers.return_danger(told=seen, **by)
    elif did is Move.REOPENED:
        dangers.reopen_danger(reason=text, **by)
    return did

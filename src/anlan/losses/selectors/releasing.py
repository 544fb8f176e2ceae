"""What departments say, what was agreed and signed, and what was released."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.losses.models import AgreedValue, AgreementSignature, DepartmentFigure, Release
from anlan.losses.selectors.surveys import SurveyRow
from anlan.losses.selectors.tables import loss_table
from anlan.losses.selectors.totals import rolled_up
from anlan.support import rights

DRAFTED: Final = "drafted"
APPROVED: Final = "approved"
REFUSED: Final = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """One indicator: the sum of the units, what departments say, the agreed value with its reason."""

    indicator: str
    ours: Decimal | None
    departments: Mapping[str, DepartmentFigure]
    agreed: AgreedValue | None

    @property
    def is_apart(self) -> bool:
        """Tell whether what is said or agreed differs from the sum of the units."""
        said = [each.value for each in self.departments.values()] + ([self.agreed.value] if self.agreed else [])
        return any(value != (self.ours or 0) for value in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """A department's signature, and whether it is under the values as they stand now."""

    department: str
    signer: str
    at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The whole verification of a count."""

    rows: tuple[AgreementRow, ...]
    departments: tuple[str, ...]
    signatures: tuple[SignatureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """A release with what it says."""

    id: UUID
    state: str
    title: str
    body: str
    figures: tuple[tuple[str, str, str, str], ...]
    as_of: datetime
    digest: str
    drafted_by: str
    drafted_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    is_own: bool

    @property
    def id_text(self) -> str:
        """Return the id as a text, for names of dialogs."""
        return str(self.id)


def department_figures(survey_id: UUID) -> dict[str, tuple[DepartmentFigure, ...]]:
    """Return the newest figure of each department, by indicator."""
    newest: dict[tuple[str, str], DepartmentFigure] = {}
    for row in DepartmentFigure.objects.filter(survey_id=survey_id).order_by("id"):
        newest[row.indicator, row.department] = row
    found: dict[str, tuple[DepartmentFigure, ...]] = {}
    for (indicator, _department), row in newest.items():
        found[indicator] = (*found.get(indicator, ()), row)
    return found


def agreed_values(survey_id: UUID) -> dict[str, AgreedValue]:
    """Return the agreed value of each indicator, the newest."""
    return {row.indicator: row for row in AgreedValue.objects.filter(survey_id=survey_id).order_by("id")}


def agreement_digest(values: Mapping[str, AgreedValue]) -> str:
    """Return the SM3 digest of agreed values, under which departments sign."""
    text = json.dumps({key: f"{row.value:.2f}" for key, row in sorted(values.items())}, sort_keys=True)
    return hashlib.new("sm3", text.encode()).hexdigest()


def agreement(actor: Actor, survey: SurveyRow) -> Agreement:
    """Return a count's verification across departments."""
    rights.require_visible(actor, "losses.see", survey.region, what="survey")
    ours, said, agreed = rolled_up(survey.id, survey.region), department_figures(survey.id), agreed_values(survey.id)
    digest = agreement_digest(agreed)
    known = [key for key in loss_table(survey.table).indicators if key in ours or key in said or key in agreed]
    rows = tuple(
        AgreementRow(
            indicator=key,
            ours=ours.get(key),
            departments={row.department: row for row in said.get(key, ())},
            agreed=agreed.get(key),
        )
        for key in known
    )
    signatures = AgreementSignature.objects.filter(survey_id=survey.id)
    return Agreement(
        rows=rows,
        departments=tuple(sorted({row.department for each in said.values() for row in each})),
        signatures=tuple(
            SignatureRow(department=row.department, signer=row.signer, at=row.at, is_current=row.digest == digest)
            for row in signatures
        ),
    )


def releases(actor: Actor, survey: SurveyRow) -> tuple[ReleaseRow, ...]:
    """Return a count's releases, the newest first."""
    rights.require_visible(actor, "losses.see", survey.region, what="survey")
    return tuple(_release(row, actor) for row in Release.objects.filter(survey_id=survey.id).defer("document"))


def released_document(actor: Actor, release_id: UUID) -> tuple[bytes, str]:
    """Return the Word file of an approved release, exactly as it was frozen, and its name."""
    row = Release.objects.select_related("survey").filter(id=release_id, state=APPROVED).first()
    if row is None or not rights.may(actor, "losses.see", row.survey.region):
        raise NotFound(what="release")
    return bytes(row.document), f"{row.title}.docx"


def public_releases(limit: int = 50) -> tuple[dict[str, Any], ...]:
    """Return what anybody may read: approved releases of real events, the newest first."""
    rows = Release.objects.filter(state=APPROVED, is_exercise=False).order_by("-decided_at")[:limit]
    return tuple({"title": row.title, "body": row.body, "figures": row.figures, "at": row.decided_at} for row in rows)


def _release(row: Release, actor: Actor) -> ReleaseRow:
    figures: Iterable[list[str]] = row.figures
    return ReleaseRow(
        id=row.id,
        state=row.state,
        title=row.title,
        body=row.body,
        figures=tuple((key, name, value, unit) for key, name, value, unit in figures),
        as_of=row.as_of,
        digest=row.digest,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        is_own=row.drafted_by_id == actor.id,
    )

"""Importing a survey: a file is uploaded, shown with every error and change, and stored whole or not at all."""

import zlib
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, InvalidValue, NotFound
from anlan.kernel.regions import NATION
from anlan.risks.events import SurveyImported
from anlan.risks.models import ExposedElement, RiskZone, SurveyFile
from anlan.risks.services.sites import KEEP, keep_sites
from anlan.risks.services.survey_rows import LISTS, Planned, plan
from anlan.support import journal, rights
from anlan.support.row_import.columns import Crs, refuse
from anlan.support.row_import.reading import read_rows

_KEPT_FOR: Final = timedelta(days=1)
_MODELS: Final[dict[str, type[models.Model]]] = {"exposed": ExposedElement, "zones": RiskZone}


class NothingNew(AnlanError):
    """The file gives nothing that is not registered already."""

    code = "risks.nothing_new"
    message = "The file gives nothing that is not registered already."


@transaction.atomic
def upload_survey(*, what: str, crs: str, name: str, raw: bytes, actor: Actor, now: datetime) -> UUID:
    """Keep a file for its preview; nothing of it is registered yet. Old uploads are thrown away."""
    if not rights.regions_of(actor, KEEP):
        rights.require(actor, KEEP, NATION)
    if what not in LISTS:
        raise InvalidValue(field="what", value=what[:40], rule="known")
    if crs not in list(Crs):
        raise InvalidValue(field="crs", value=crs[:40], rule="known")
    read_rows(LISTS[what].columns(), raw, name=name, crs=Crs(crs))
    SurveyFile.objects.filter(uploaded_at__lt=now - _KEPT_FOR).delete()
    row = SurveyFile.objects.create(
        what=what,
        crs=crs,
        name=name[-200:] or "-",
        packed=zlib.compress(raw, 1),
        uploaded_by=actor.id,
        uploaded_at=now,
    )
    return row.id


@transaction.atomic
def preview_survey(*, survey_id: UUID, actor: Actor) -> tuple[SurveyFile, Planned]:
    """Return what storing a file will do, row by row, and everything that is wrong with it; nothing is stored."""
    row = _file(survey_id, actor)
    return row, _planned(row, actor)


@transaction.atomic
def store_survey(*, survey_id: UUID, actor: Actor, now: datetime) -> Planned:
    """Store a file, once and whole: one wrong row refuses all of it."""
    row = _file(survey_id, actor, lock=True)
    planned = _planned(row, actor)
    refuse(planned.problems)
    if not planned.lines:
        raise NothingNew()
    _store(row.what, planned, actor, now)
    event = SurveyImported(
        subject=f"survey:{row.id}",
        region=rights.regions_of(actor, KEEP)[0],
        what=row.what,
        file=row.name,
        entered=planned.new_count,
        changed=planned.changed_count,
    )
    row.delete()
    journal.announce(event, actor=actor, now=now)
    return planned


def _planned(row: SurveyFile, actor: Actor) -> Planned:
    wanted = LISTS[row.what]
    raw = zlib.decompress(bytes(row.packed))
    return plan(wanted, read_rows(wanted.columns(), raw, name=row.name, crs=Crs(row.crs)), actor)


def _store(what: str, planned: Planned, actor: Actor, now: datetime) -> None:
    if what == "sites":
        keep_sites(pairs=planned.rows, actor=actor, now=now)
        return
    new: list[Any] = []
    old: list[Any] = []
    for entry, given in planned.rows:
        (old if entry.code else new).append(entry)
        for name, value in given.items():
            setattr(entry, name, "" if value is None and name in ("structure", "name", "edition", "source") else value)
    model = _MODELS[what]
    model.objects.bulk_create(new, batch_size=1000)  # type: ignore[attr-defined] - each is a model
    columns = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    model.objects.bulk_update(old, columns, batch_size=1000)  # type: ignore[attr-defined] - each is a model


def _file(survey_id: UUID, actor: Actor, *, lock: bool = False) -> SurveyFile:
    rows = SurveyFile.objects.select_for_update() if lock else SurveyFile.objects.all()
    row = rows.filter(id=survey_id, uploaded_by=actor.id).first()
    if row is None:
        raise NotFound(what="import")
    return row

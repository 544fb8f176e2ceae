"""Official documents: drafted by the office's template, edited, issued with a number, fetched as Word or PDF."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from anlan.kernel import clock
from anlan.kernel.regions import normalise
from anlan.reporting import api
from anlan.web.auth import signed_in_api
from anlan.web.files import pdf_file, word_file

router = Router(auth=signed_in_api)


class PaperIn(Schema):
    """Which document to write: a kind (``GET /papers/kinds``), of which region's office, on which incident."""

    kind: str
    region: str
    incident_id: UUID | None = None


class ContentIn(Schema):
    """What a draft says; what is left out stays."""

    mark: str | None = None
    number: str | None = None
    title: str | None = None
    addressee: str | None = None
    body: str | None = None
    copies: str | None = None
    urgency: str | None = None
    has_seal: bool | None = None


class IdOut(Schema):
    """The id of what was stored."""

    id: UUID


@router.get("/papers/kinds")
def list_kinds(request: HttpRequest) -> Any:
    """List the kinds of official documents by key with their names."""
    return {"kinds": api.paper_kinds()}


@router.get("/papers")
def list_papers(request: HttpRequest, kind: str = "", state: str = "", text: str = "", page: int = 1) -> Any:
    """List the documents that one may see, the newest first; ``state`` is draft or issued."""
    found = api.papers(request.actor, api.PaperFilter(kind=kind, state=state, text=text), page=page)
    return {"total": found.total, "papers": [asdict(row) for row in found.rows]}


@router.post("/papers", response={201: IdOut})
def draft_paper(request: HttpRequest, body: PaperIn) -> Any:
    """Write a document from the facts of now."""
    wanted = api.NewPaper(**{**body.dict(), "region": normalise(body.region)})
    return Status(201, {"id": api.draft_paper(wanted=wanted, actor=request.actor, now=clock.now())})


@router.get("/papers/{uuid:paper_id}")
def read_paper(request: HttpRequest, paper_id: UUID) -> Any:
    """Return one document."""
    return asdict(api.paper(request.actor, paper_id))


@router.put("/papers/{uuid:paper_id}")
def edit_paper(request: HttpRequest, paper_id: UUID, body: ContentIn) -> Any:
    """Change what a draft says."""
    said = {**asdict(api.paper(request.actor, paper_id).content), **body.dict(exclude_none=True)}
    api.edit_paper(paper_id=paper_id, content=api.PaperContent(**said), actor=request.actor, now=clock.now())
    return asdict(api.paper(request.actor, paper_id))


@router.post("/papers/{uuid:paper_id}/issue")
def issue_paper(request: HttpRequest, paper_id: UUID) -> Any:
    """Sign a draft that somebody else wrote, and give it the next number of its office, kind and year."""
    return {"number": api.issue_paper(paper_id=paper_id, actor=request.actor, now=clock.now())}


@router.get("/papers/{uuid:paper_id}/document")
def read_document(request: HttpRequest, paper_id: UUID, form: str = "docx") -> HttpResponse:
    """Return the document as a Word file, or with ``form=pdf`` as PDF where LibreOffice is installed."""
    send = pdf_file if form == "pdf" else word_file
    return send(*api.paper_document(request.actor, paper_id, clock.now()))

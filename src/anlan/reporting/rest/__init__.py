"""The API of reports, their clocks, official documents and suspicions."""

from ninja import Router

from anlan.reporting.rest.papers import router as papers
from anlan.reporting.rest.reports import router as reports
from anlan.reporting.rest.suspicions import router as suspicions

router = Router(tags=["reporting"])
for part in (reports, papers, suspicions):
    router.add_router("", part)

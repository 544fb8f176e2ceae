"""The API of readiness: ``/api/v1/readiness/...``."""

from ninja import Router

from anlan.readiness.rest.reserves import router as reserves
from anlan.readiness.rest.routes import router as routes

router = Router(tags=["readiness"])
for part in (routes, reserves):
    router.add_router("", part)

"""The API of duty: ``/api/v1/duty/...``."""

from ninja import Router

from anlan.duty.rest.following import router as following
from anlan.duty.rest.rooms import router as rooms

router = Router(tags=["duty"])
for part in (rooms, following):
    router.add_router("", part)

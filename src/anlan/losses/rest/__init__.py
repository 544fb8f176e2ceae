"""The API of losses: ``/api/v1/losses/...``."""

from ninja import Router

from anlan.losses.rest.figures import router as figures
from anlan.losses.rest.ledgers import router as ledgers

router = Router(tags=["losses"])
for part in (figures, ledgers):
    router.add_router("", part)

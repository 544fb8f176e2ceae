"""The API of command: responses, orders and evacuation."""

from ninja import Router

from anlan.command.rest.evacuation import router as evacuation
from anlan.command.rest.orders import router as orders
from anlan.command.rest.responses import router as responses

router = Router(tags=["command"])
for part in (responses, orders, evacuation):
    router.add_router("", part)

"""The API of command: responses, orders, evacuation, command posts, teams in danger, consultations, reviews."""

from ninja import Router

from anlan.command.rest.consultations import router as consultations
from anlan.command.rest.evacuation import router as evacuation
from anlan.command.rest.orders import router as orders
from anlan.command.rest.posts import router as posts
from anlan.command.rest.responses import router as responses
from anlan.command.rest.reviews import router as reviews
from anlan.command.rest.watches import router as watches

router = Router(tags=["command"])
for part in (responses, orders, evacuation, posts, watches, consultations, reviews):
    router.add_router("", part)

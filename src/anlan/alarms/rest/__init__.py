"""The API of alarms: list, read, decide, bring evidence, count what was false and what was missed."""

from ninja import Router

from anlan.alarms.rest import counting, deciding
from anlan.web.auth import signed_in_api

router = Router(tags=["alarms"], auth=signed_in_api)
router.add_router("", deciding.router)
router.add_router("", counting.router)

"""The one router of this room: acts and questions on one address must stand on the same."""

from ninja import Router

from anlan.web.auth import signed_in_api

router = Router(tags=["warnings"], auth=signed_in_api)

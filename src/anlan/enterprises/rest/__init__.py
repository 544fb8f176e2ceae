"""The API of enterprises: ``/api/v1/enterprises``."""

from anlan.enterprises.rest import staff
from anlan.enterprises.rest.routes import router

router.add_router("", staff.router, tags=["enterprises"])

__all__ = ["router"]

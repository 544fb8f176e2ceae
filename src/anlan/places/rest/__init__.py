"""The API of places: ``GET /api/v1/places/...``."""

from anlan.places.rest.routes import router

__all__ = ["router"]

"""The API of warnings."""

from ninja import Router

from anlan.public_warnings.rest import acts, calls, questions

router = Router(tags=["warnings"])
router.add_router("", questions.router)
router.add_router("", acts.router)
router.add_router("", calls.router)

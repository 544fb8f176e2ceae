"""The API of warnings."""

from anlan.public_warnings.rest import acts, calls, partners, questions, voice
from anlan.public_warnings.rest.door import router

__all__ = ["acts", "calls", "partners", "questions", "router", "voice"]

"""OASIS Common Alerting Protocol 1.2 and the national (12379) profile: bytes to dataclasses and back."""

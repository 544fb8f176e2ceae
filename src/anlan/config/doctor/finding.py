"""What the doctor finds out about one part."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One part is well or not; ``says`` what was seen, ``advice`` what to do if it is not well."""

    part: str
    is_well: bool
    says: str
    advice: str = ""

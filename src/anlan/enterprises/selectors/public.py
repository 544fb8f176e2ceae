"""What everybody may know of an enterprise: no person, no chemical, no quantity."""

from dataclasses import dataclass
from datetime import date

from anlan.enterprises.domain.states import FirmState
from anlan.enterprises.models import Enterprise, Record
from anlan.enterprises.selectors.sections import trades
from anlan.kernel.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFace:
    """What the sign at the gate leads the public to."""

    name: str
    code: str
    trade: str
    region: str
    address: str
    state: FirmState
    standard: str
    risk_level: int
    licences: tuple[tuple[str, str, date | None], ...]
    commitment_day: str
    commitment: str


def public_face(code: str) -> PublicFace:
    """Return the public side of the enterprise of this code; licences as (name, number, end)."""
    firm = Enterprise.objects.filter(code=code).first()
    if firm is None:
        raise NotFound(what="enterprise")
    rows = Record.objects.filter(enterprise=firm)
    promised = rows.filter(section="commitments").order_by("-values__day").first()
    return PublicFace(
        name=firm.name,
        code=firm.code,
        trade=trades().get(firm.industry, firm.industry),
        region=firm.region,
        address=firm.address,
        state=FirmState(firm.state),
        standard=firm.standard_level,
        risk_level=firm.risk_level,
        licences=tuple((row.title, row.values["number"], row.ends_on) for row in rows.filter(section="licences")),
        commitment_day=promised.values["day"] if promised else "",
        commitment=promised.values["statement"] if promised else "",
    )

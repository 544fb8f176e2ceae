"""The verdict on a file that should be a CAP message: its version, everything that is wrong, what is only poor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from anlan.protocols.cap12.advice import Advice, advice, misleading
from anlan.protocols.cap12.checks import findings
from anlan.protocols.cap12.document import named_version, tree, version_of
from anlan.protocols.cap12.errors import CapError, Finding
from anlan.protocols.cap12.lines import Lines
from anlan.protocols.cap12.message import Alert
from anlan.protocols.cap12.reading import MOST_FLAWS, alert_of

_MOST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: the code, the element's path below the alert, its value, the rule, the line."""

    code: str
    element: str
    value: str
    rule: str
    line: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a file; ``alert`` is there only where nothing is wrong."""

    version: str | None
    flaws: tuple[Flaw, ...]
    advice: tuple[Advice, ...] = ()
    alert: Alert | None = None

    @property
    def is_valid(self) -> bool:
        """Tell whether the file is a CAP message with nothing wrong in it."""
        return self.alert is not None


def judge(raw: bytes) -> Verdict:
    """Return the verdict on ``raw``, with all its flaws up to 500; bounded in time and memory, whatever the bytes."""
    try:
        root = tree(raw)
        version = version_of(root)
    except CapError as refused:
        return Verdict(named_version(raw, refused), (_refusal(refused),))
    alert, found = alert_of(root)
    wrong = list(islice(_all(alert, found), MOST_FLAWS))
    if wrong:
        lines = Lines(root)
        return Verdict(version, tuple(_flaw(each, lines) for each in wrong))
    return Verdict(version, (), advice(alert, version), alert)


def _all(alert: Alert, found: list[Finding]) -> Iterator[Finding]:
    yield from found
    known = {finding.element for finding in found}
    for each in _chained(findings(alert), misleading(alert)):
        if each.element not in known and known.isdisjoint(each.needs):
            yield each


def _chained(*parts: Iterable[Finding]) -> Iterator[Finding]:
    for part in parts:
        yield from part


def _flaw(finding: Finding, lines: Lines) -> Flaw:
    value = finding.value[:_MOST_SHOWN]
    return Flaw(finding.error.code, finding.element, value, finding.rule, lines.of(finding.element))


_RULES: Final = {
    "cap12.too_large": ("size", "at_most_%(limit)s_bytes"),
    "cap12.not_well_formed": ("reason", "well_formed_xml"),
    "cap12.doctype_not_allowed": ("", "no_document_type"),
    "cap12.not_cap": ("root", "root_is_an_alert_of_cap"),
    "cap12.container": ("kind", "an_alert_itself_not_what_holds_alerts"),
    "cap12.other_version": ("version", "version_1.1_or_1.2"),
}


def _refusal(refused: CapError) -> Flaw:
    key, rule = _RULES[refused.code]
    element = refused.data.get("element") or refused.data.get("root") or "document"
    line = refused.data.get("line", 1)
    return Flaw(refused.code, str(element), str(refused.data.get(key, "")), rule % refused.data, int(str(line)))

"""Write ``docs/verification.md``: every model, its status, and how far it lies from numbers from outside."""

from tests.verification.checks import ROOT, Check, checks_of, manifest_of, packages

PAGE = ROOT / "docs" / "verification.md"
_SMALL = 1e-6  # What lies below differs from machine to machine.
_HEAD = """\
# How far the models can be trusted

Made by `python -m tests.verification.page` from the models' manifests and the checks in `tests/verification`; a test
compares this page with what the models give today.

- **verified**: agrees with numbers from outside (a standard, a paper, an official survey) within the stated bound.
- **checked**: limits, symmetries and independent recomputation hold; no numbers from outside were at hand.
- **doubtful** or **draft**: what is missing is said under the model. It may make a person look; it decides nothing.

*Largest* is the largest distance between a published number and ours. A bound of "shown only" holds the model to
nothing: the comparison tells how well such a formula can do at all.
"""


def page() -> str:
    """Return the text of the page."""
    return "\n".join([_HEAD, *_overview(), *(line for package in packages() for line in _model(package))]) + "\n"


def _overview() -> list[str]:
    lines = ["| model | status | numbers compared |", "|---|---|---|"]
    for package in packages():
        count = sum(check.count for check in checks_of(package))
        lines.append(f"| [{manifest_of(package)['name']}](#{package}) | {manifest_of(package)['status']} | {count} |")
    return [*lines, ""]


def _model(package: str) -> list[str]:
    said = manifest_of(package)
    lines = [
        f'<a id="{package}"></a>',
        "",
        f"## {said['name']}",
        "",
        f"Status: **{said['status']}**. {said.get('note', '')}",
    ]
    lines += ["", *(f"- {reference}" for reference in said["references"]), ""]
    checks = checks_of(package)
    if not checks:
        return [*lines, "No numbers from outside; see `tests/verification` for what holds it.", ""]
    lines += ["| what | numbers | largest | bound | source |", "|---|---|---|---|---|"]
    return [*lines, *(_row(check) for check in checks), ""]


def _row(check: Check) -> str:
    cells = (check.what, str(check.count), _amount(check, check.discrepancy()), _bound(check), check.source)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _bound(check: Check) -> str:
    return _amount(check, check.bound) if check.is_bound else "shown only"


def _amount(check: Check, amount: float) -> str:
    """Return two figures of an amount, so that the page is the same on every machine."""
    unit = " of it" if check.is_relative else f" {check.unit}".rstrip()
    if amount < _SMALL:
        return f"{'below ' if amount else ''}{_SMALL if amount else 0:g}{unit}"
    return f"{amount:.2g}{unit}"


def main() -> None:
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()

"""Two drafts of official documents of the demonstration county's office; an issued one could never be taken out."""

from dataclasses import replace

from anlan.config.demo.people import person_id
from anlan.config.demo.seeded import STARTS_AT
from anlan.config.progress import Progress
from anlan.kernel.actors import SYSTEM
from anlan.people import api as people
from anlan.reporting import api as reporting
from anlan.support.tables import load_table

COUNTY = "513433"


def load(seed: int, progress: Progress) -> None:
    """Lay the drafts; the same for every seed."""
    remove()
    clerk = person_id(COUNTY, "clerk")
    author = people.persons_by_id([clerk])[clerk].name
    templates = {row.kind: row.content for row in reporting.templates(SYSTEM, COUNTY)}
    words = load_table("anlan.config.demo", "reporting")["paper"]
    for said in words:
        new = {key: said[key].strip() for key in ("title", "addressee", "body")}
        reporting.put_demonstration(
            wanted=reporting.NewPaper(kind=said["kind"], region=COUNTY),
            content=replace(templates[said["kind"]], **new),
            author=author,
            actor=SYSTEM,
            now=STARTS_AT,
        )
    progress("official documents", len(words), len(words))


def remove() -> None:
    """Take out what nobody has issued."""
    reporting.remove_demonstration(actor=SYSTEM)

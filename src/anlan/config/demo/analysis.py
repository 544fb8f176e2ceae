"""Two runs of the demonstration county, marked as exercises: an invented earthquake, and an invented rain."""

from typing import Final

from anlan.analysis import api as analysis
from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.support.tables import load_table

_TABLE: Final = "analysis"


def load(seed: int, progress: Progress) -> None:
    """Run what the table asks for."""
    del seed
    remove()
    rows = load_table("anlan.config.demo", _TABLE)["run"]
    exercise = analysis.Occasion(is_exercise=True, is_automatic=True)
    for row in rows:
        run_id = analysis.run_analysis(row["kind"], row["inputs"], actor=SYSTEM, now=clock.now(), occasion=exercise)
        analysis.mark_demonstration(run_id=run_id, actor=SYSTEM)
    progress("analyses", len(rows), len(rows))


def remove() -> None:
    """Take the runs out."""
    analysis.remove_demonstration(actor=SYSTEM)

"""Which event runs which workflow and which acts look at the clock: all of it is read from files' names.

A room's ``pages/status.py`` may give ``status(actor, now)`` for the status line.
A file of ``anlan.workflows`` gives ``ON`` (an event class) and ``run(event, *, actor, now)``. A room's ``ticks.py``
gives ``TICKS``, a tuple of acts ``f(*, actor, now)``.
"""

import pkgutil
from importlib import import_module
from importlib.util import find_spec

from anlan import workflows
from anlan.config.rooms import ROOMS
from anlan.support import clock
from anlan.support.wiring import Tick, Workflow, wire_tick, wire_workflow
from anlan.web import status


def wire() -> None:
    """Register every workflow and tick in this process and let it follow the platform's clock."""
    clock.follow_setting()
    for found in pkgutil.iter_modules(workflows.__path__):
        module = import_module(f"anlan.workflows.{found.name}")
        wire_workflow(Workflow(found.name, module.ON, module.run))
    for room in ROOMS:
        if find_spec(f"anlan.{room}.pages") and find_spec(f"anlan.{room}.pages.status"):
            status.register(room, import_module(f"anlan.{room}.pages.status").status)
        if find_spec(f"anlan.{room}.ticks"):
            for act in import_module(f"anlan.{room}.ticks").TICKS:
                wire_tick(Tick(f"{room}.{act.__name__}", act))

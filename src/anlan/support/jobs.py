"""Jobs after commit. A job is a doorbell: it looks up its work and calls one act."""

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


def defer(task: str, *, queue: str = "default", **arguments: object) -> None:
    """Queue ``task`` in the running transaction: it runs after commit, or never if that fails."""
    app.configure_task(task, queue=queue).defer(**arguments)


def defer_all(task: str, arguments: list[dict[str, object]], *, queue: str = "default") -> None:
    """Queue ``task`` once for each of the ``arguments``, in one statement of the running transaction."""
    if arguments:
        app.configure_task(task, queue=queue).batch_defer(*arguments)


def pending(task: str, argument: str) -> frozenset[str]:
    """Return the values of an argument among the jobs of a task that wait or are at work."""
    waiting = ProcrastinateJob.objects.filter(task_name=task, status__in=("todo", "doing"))
    return frozenset(str(each) for each in waiting.values_list(f"args__{argument}", flat=True))

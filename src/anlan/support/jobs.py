"""Jobs after commit. A job is a doorbell: it looks up its work and calls one act."""

from procrastinate.contrib.django import app


def defer(task: str, *, queue: str = "default", **arguments: object) -> None:
    """Queue ``task`` in the running transaction: it runs after commit, or never if that fails."""
    app.configure_task(task, queue=queue).defer(**arguments)


def defer_all(task: str, arguments: list[dict[str, object]], *, queue: str = "default") -> None:
    """Queue ``task`` once for each of the ``arguments``, in one statement of the running transaction."""
    if arguments:
        app.configure_task(task, queue=queue).batch_defer(*arguments)

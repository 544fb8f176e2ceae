"""Every department that a shipped plan gives a task to is a branch that the directory knows."""

from anlan.people import api as people
from anlan.plans import api as plans


def test_every_addressee_of_a_shipped_plan_is_known_to_the_directory():
    unknown = {
        (key, task.key)
        for key in plans.shipped_keys()
        for level in plans.shipped_plan(key).levels
        for task in level.tasks
        if task.to.who == "organisation"
        and (
            task.to.kind not in people.labels("organisation")
            or (task.to.kind == "department" and task.to.branch not in people.labels("branch"))
        )
    }
    assert unknown == set()

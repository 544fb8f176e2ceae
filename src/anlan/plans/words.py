"""Words for plans' states, facts, roles and acts; message ids, translated where they are shown."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext, gettext_noop

STATES: Final = {
    "in_force": gettext_noop("Plan in force"),
    "draft": gettext_noop("Plan draft"),
    "in_review": gettext_noop("Plan in review"),
    "reviewed": gettext_noop("Reviewed, waits for approval"),
    "superseded": gettext_noop("Superseded"),
    "abolished": gettext_noop("Abolished"),
    "discarded": gettext_noop("Discarded"),
}
TONES: Final = {"in_force": "good", "draft": "amber", "in_review": "amber", "reviewed": "accent"}
CATEGORIES: Final = {
    "overall": gettext_noop("Overall plan"),
    "special": gettext_noop("Special plan"),
    "department": gettext_noop("Department plan"),
    "township": gettext_noop("Township plan"),
    "village": gettext_noop("Village plan"),
    "enterprise": gettext_noop("Enterprise plan"),
    "key_target": gettext_noop("Plan of a key target"),
}
FACTS: Final = {
    "plans.paper_read": gettext_noop("A plan's file was read"),
    "warning_level": gettext_noop("Worst warning in force"),
    "alarm_level": gettext_noop("Worst verified alarm"),
    "alarm_townships": gettext_noop("Townships with a verified alarm"),
    "dead_and_missing": gettext_noop("Dead and missing"),
    "evacuated": gettext_noop("People evacuated"),
    "affected": gettext_noop("People affected"),
    "collapsed_rooms": gettext_noop("Rooms collapsed"),
    "cut_off_townships": gettext_noop("Townships cut off"),
    "reservoirs_in_danger": gettext_noop("Reservoirs in danger"),
    "upper_response": gettext_noop("Response of the region above"),
    "open_incidents": gettext_noop("Incidents of the kind at once"),
    "seriously_injured": gettext_noop("Seriously injured"),
    "trapped": gettext_noop("People trapped"),
    "threatened": gettext_noop("People in danger"),
    "stranded": gettext_noop("People stranded"),
    "magnitude_tenths": gettext_noop("Magnitude"),
    "burnt_ha": gettext_noop("Hectares burnt"),
    "fire_hours": gettext_noop("Hours of open fire"),
    "leaked_t": gettext_noop("Tonnes leaked"),
    "power_cut_percent": gettext_noop("Percent of users without power"),
}
ACTS: Final = {
    "plans.plan_drafted": gettext_noop("Edition drafted"),
    "plans.plan_approved": gettext_noop("Edition approved, in force"),
    "plans.plan_discarded": gettext_noop("Draft discarded"),
    "plans.plan_edited": gettext_noop("Draft changed"),
    "plans.plan_submitted": gettext_noop("Handed in for review"),
    "plans.plan_reviewed": gettext_noop("Review passed"),
    "plans.plan_returned": gettext_noop("Sent back to the author"),
    "plans.plan_abolished": gettext_noop("Edition abolished"),
    "plans.plan_filed": gettext_noop("Filed with the government above"),
    "plans.filing_answered": gettext_noop("Filing answered"),
    "plans.plan_evaluated": gettext_noop("Plan evaluated"),
    "plans.plan_drilled": gettext_noop("Plan tried in a drill"),
    "plans.clock_warned": gettext_noop("A clock of the plan ends soon"),
    "plans.clock_missed": gettext_noop("A clock of the plan ran out"),
}
CLOCKS: Final = {
    "filing": gettext_noop("Filing"),
    "acceptance": gettext_noop("Answer to the filing"),
    "evaluation": gettext_noop("Evaluation"),
    "revision": gettext_noop("Revision"),
    "drill": gettext_noop("Drill"),
}
CLOCK_STATES: Final = {
    "running": gettext_noop("Clock runs"),
    "warned": gettext_noop("Ends soon"),
    "missed": gettext_noop("Overdue"),
    "met": gettext_noop("Kept"),
    "met_late": gettext_noop("Done late"),
    "stopped": gettext_noop("Ended with the edition"),
}
CLOCK_TONES: Final = {"running": "accent", "warned": "amber", "missed": "red", "met": "good", "met_late": "amber"}
FILINGS: Final = {
    "waiting": gettext_noop("Waits for the answer"),
    "accepted": gettext_noop("Filing accepted"),
    "returned": gettext_noop("Filing sent back"),
}
FILING_TONES: Final = {"waiting": "amber", "accepted": "good", "returned": "red"}
DRILLS: Final = {
    "tabletop": gettext_noop("Tabletop drill"),
    "functional": gettext_noop("Functional drill"),
    "full": gettext_noop("Full drill"),
    "double_blind": gettext_noop("Double-blind drill"),
}
PARTS: Final = {
    "basics": gettext_noop("Basics"),
    "level": gettext_noop("Who decides"),
    "triggers": gettext_noop("Triggers"),
    "posts": gettext_noop("Posts"),
    "measures": gettext_noop("Response measures"),
    "tasks": gettext_noop("Tasks of the plan"),
    "resources": gettext_noop("Resource package"),
    "sections": gettext_noop("Text of the plan"),
    "contacts": gettext_noop("Communication list"),
    "cards": gettext_noop("Action cards"),
    "annexes": gettext_noop("Annexes"),
}
SECTIONS: Final = {
    "general": gettext_noop("General provisions"),
    "organisation": gettext_noop("Organisation and duties"),
    "prevention": gettext_noop("Prevention, monitoring and warning"),
    "reporting": gettext_noop("Reporting of information"),
    "response": gettext_noop("Emergency response"),
    "release": gettext_noop("Release of information"),
    "recovery": gettext_noop("Aftermath"),
    "support": gettext_noop("Emergency support"),
    "management": gettext_noop("Management of the plan"),
    "supplementary": gettext_noop("Supplementary provisions"),
}
FIELDS: Final = {
    "name": gettext_noop("Name"),
    "edition": gettext_noop("Edition"),
    "category": gettext_noop("Kind of plan"),
    "kinds": gettext_noop("Event codes"),
    "purpose": gettext_noop("Purpose"),
    "source": gettext_noop("Source"),
    "mark": gettext_noop("Mark of the figures"),
    "owner": gettext_noop("Organisation that writes it"),
    "upper": gettext_noop("Key of the plan above"),
    "hazards": gettext_noop("Asked for more drills"),
    "bases": gettext_noop("Laws it rests on"),
    "proposed_by": gettext_noop("Proposes"),
    "signed_by": gettext_noop("Signs"),
    "raised_by": gettext_noop("Raises to it"),
    "lowered_by": gettext_noop("Lowers to it"),
    "ended_by": gettext_noop("Ends"),
    "signer_post": gettext_noop("Signing post"),
    "end_condition": gettext_noop("Condition of the end"),
    "command_post": gettext_noop("Command post"),
    "text": gettext_noop("Text"),
    "needs": gettext_noop("Conditions"),
    "key": gettext_noop("Key"),
    "to": gettext_noop("Addressee in the directory"),
    "to_text": gettext_noop("To whom"),
    "within_minutes": gettext_noop("Within"),
    "needs_feedback": gettext_noop("Feedback"),
    "needs_photo": gettext_noop("Photo"),
    "needs_place": gettext_noop("Place"),
    "after": gettext_noop("After"),
    "duty": gettext_noop("Duty"),
    "holder": gettext_noop("Who fills it"),
    "group": gettext_noop("Group"),
    "side": gettext_noop("Headquarters"),
    "leads": gettext_noop("Leads"),
    "quantity": gettext_noop("Quantity"),
    "unit": gettext_noop("Unit"),
    "item": gettext_noop("Item of the stores"),
    "team": gettext_noop("Kind of team"),
    "title": gettext_noop("Title"),
    "organisation": gettext_noop("Organisation"),
    "post": gettext_noop("Post"),
    "phone": gettext_noop("Telephone"),
    "steps": gettext_noop("Steps"),
    "tasks": gettext_noop("Tasks of the plan"),
}
CHANGES: Final = {
    "new": gettext_noop("New"),
    "gone": gettext_noop("Gone"),
    "changed": gettext_noop("Changed"),
}
CHANGE_TONES: Final = {"new": "good", "gone": "red", "changed": "amber"}
MARKS: Final = {"verified": gettext_noop("Checked"), "doubtful": gettext_noop("Local figures to be checked")}
HAZARDS: Final = {
    "work_safety": gettext_noop("Work safety plan"),
    "high_risk_unit": gettext_noop("High-risk unit"),
}
ADDRESSEES: Final = {
    "organisation": gettext_noop("Organisation"),
    "townships": gettext_noop("Affected townships"),
    "villages": gettext_noop("Affected villages"),
    "team": gettext_noop("Rescue team of the plan"),
}
SIDES: Final = {
    "administrative": gettext_noop("Administrative headquarters"),
    "professional": gettext_noop("Professional headquarters"),
}
ROLES: Final = {
    "duty_officer": gettext_noop("Duty officer"),
    "duty_leader": gettext_noop("Duty leader"),
    "commander": gettext_noop("Commander"),
}

LEVELS: Final = {
    1: gettext_noop("Level I response"),
    2: gettext_noop("Level II response"),
    3: gettext_noop("Level III response"),
    4: gettext_noop("Level IV response"),
}
RULES: Final = {
    "name_source_and_edition": gettext_noop("Give the plan a name, a source and an edition."),
    "verified_or_doubtful": gettext_noop("Say whether the figures are checked."),
    "at_least_one": gettext_noop("At least one is needed."),
    "worst_first_each_once": gettext_noop("Levels stand worst first, each once."),
    "known_category": gettext_noop("Choose the kind of plan."),
    "category_fits_region": gettext_noop("A township or village plan needs a region of that level."),
    "known_section": gettext_noop("Choose a part of the plan's text."),
    "keys_once": gettext_noop("The same key stands twice."),
    "name_or_post": gettext_noop("Give a name or a post."),
    "title_and_steps": gettext_noop("A card needs a title and at least one step."),
    "known_task": gettext_noop("A card names a task that no level has."),
    "has_triggers": gettext_noop("A level needs at least one trigger."),
    "has_conditions": gettext_noop("A trigger needs at least one condition."),
    "known_fact": gettext_noop("A condition needs a known fact and a bound above nothing."),
    "signers_are_roles": gettext_noop("Name who signs the level."),
    "proposers_are_roles": gettext_noop("Only duty officer, duty leader and commander may be named."),
    "post_has_name": gettext_noop("A post needs a name."),
    "known_side": gettext_noop("Choose the administrative or the professional headquarters."),
    "holder_is_a_role": gettext_noop("Choose a role that the platform knows."),
    "known_addressee": gettext_noop("Choose to whom the task goes."),
    "within_a_week": gettext_noop("A time limit is between a minute and a week."),
    "after_a_task_of_the_level": gettext_noop("A task waits for a task that the level has not."),
    "after_without_a_ring": gettext_noop("Tasks wait for each other in a ring."),
}

GRAVITY: Final = {"1": gettext_noop("Must be mended"), "0": gettext_noop("To be looked at")}
FINDINGS: Final = {
    "phone_not_valid": gettext_noop("Number cannot be dialled"),
    "phone_missing": gettext_noop("Number missing"),
    "phone_differs": gettext_noop("Number differs from the directory"),
    "phone_failed": gettext_noop("Messages to the number failed"),
    "person_unknown": gettext_noop("Person not in the directory"),
    "no_contacts": gettext_noop("No communication list"),
    "post_empty": gettext_noop("Post without people"),
    "no_posts": gettext_noop("Level without posts"),
    "role_unheld": gettext_noop("Deciding role without people"),
    "addressee_missing": gettext_noop("Nobody answers to the task"),
    "level_without_tasks": gettext_noop("Level without tasks"),
    "stock_short": gettext_noop("Stock too low"),
    "team_missing": gettext_noop("Team missing"),
    "not_countable": gettext_noop("Resource cannot be counted"),
    "level_above_sooner": gettext_noop("Level contradicts the plan above"),
    "level_missing": gettext_noop("Level of the plan above missing"),
    "does_not_follow": gettext_noop("Does not follow the response above"),
    "upper_missing": gettext_noop("No plan above in force"),
    "kind_twice": gettext_noop("Two plans for one kind of event"),
    "law_old": gettext_noop("Law repealed or revised"),
    "clock_missed": gettext_noop("Time limit missed"),
    "figures_doubtful": gettext_noop("Figures not checked"),
}
FOUND: Final = {
    "phone_not_valid": gettext_noop("The number of %(who)s cannot be dialled. Ask for it and correct the list."),
    "phone_missing": gettext_noop("%(who)s has no number. Ask for it and put it into the list."),
    "phone_differs": gettext_noop("The directory has another number for %(who)s. Ask which one holds."),
    "phone_failed": gettext_noop(
        "%(count)s messages to %(who)s were given up within 90 days. Ask for a number that works."
    ),
    "person_unknown": gettext_noop("%(who)s is not in the directory. Put the person in, or correct the list."),
    "no_contacts": gettext_noop("The plan names no one to ring. Put in the communication list."),
    "post_empty": gettext_noop("Nobody fills the post %(post)s. Name who holds it, or fill the post in the directory."),
    "no_posts": gettext_noop("The level names no posts. Put in who does what in the command post."),
    "role_unheld": gettext_noop("No account has the role %(role)s here, so nobody can sign or end the response."),
    "addressee_missing": gettext_noop(
        "No organisation or team here answers to %(who)s, so the order would reach nobody."
    ),
    "level_without_tasks": gettext_noop("The level gives nobody anything to do."),
    "stock_short": gettext_noop("%(what)s: %(need)s %(unit)s are planned, %(held)s are in the stores."),
    "team_missing": gettext_noop("%(what)s: %(need)s %(unit)s are planned, %(held)s are registered."),
    "not_countable": gettext_noop("%(what)s names no item of the stores and no kind of team, so nobody can count it."),
    "level_above_sooner": gettext_noop(
        "%(fact)s: %(upper)s calls for this level from %(above)s on, this plan only from %(own)s on."
    ),
    "level_missing": gettext_noop("%(upper)s has this level, this plan has not."),
    "does_not_follow": gettext_noop("No trigger follows a response of %(upper)s."),
    "upper_missing": gettext_noop("The plan follows one above, but none is in force there."),
    "kind_twice": gettext_noop("%(other)s is for the same kind of event here. Say which one holds."),
    "law_old": gettext_noop("%(cited)s no longer stands since %(since)s; now: %(by)s."),
    "clock_missed": gettext_noop("%(clock)s was due on %(due_on)s."),
    "figures_doubtful": gettext_noop("The figures are marked as local and not checked. Put in your own and mark them."),
}


def word(of: dict[str, str], key: str) -> str:
    """Return the word of ``key`` in the reader's language, or the key itself."""
    return gettext(of[key]) if key in of else key


def roles_text(keys: Iterable[str]) -> str:
    """Return roles in the reader's language, one after the other."""
    return gettext(", ").join(word(ROLES, key) for key in keys)


def limit_text(minutes: int) -> str:
    """Return a time limit in minutes, or in hours where they are whole."""
    if minutes % 60 == 0:
        return gettext("%(hours)s h") % {"hours": minutes // 60}
    return gettext("%(minutes)s min") % {"minutes": minutes}

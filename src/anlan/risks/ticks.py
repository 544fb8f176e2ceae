"""What the room does by the clock: sites without a next patrol get one; densities that are over are forgotten."""

from anlan.risks.services.planning import forget_densities, plan_patrols

TICKS = (plan_patrols, forget_densities)

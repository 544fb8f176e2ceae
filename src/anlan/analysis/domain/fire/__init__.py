"""A wildfire: what was asked, the ground it is laid on, how it is shown, what crews are warned of."""

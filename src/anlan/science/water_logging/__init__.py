"""Water that stands in a hollow: how high so much rain fills it."""

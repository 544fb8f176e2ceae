"""The list of drills, the control desk, the observers' phone page, score and report."""

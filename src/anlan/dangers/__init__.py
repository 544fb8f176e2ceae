"""Hidden dangers: found, graded, reported, rectified with five assurances, re-checked, closed; listed where grave."""

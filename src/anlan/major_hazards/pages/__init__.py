"""The pages of major hazards."""

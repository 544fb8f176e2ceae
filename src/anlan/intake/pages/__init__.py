"""The pages of the intake: desk, phone and public."""

"""The pages of hidden dangers."""

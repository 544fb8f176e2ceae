"""Words of hidden dangers in templates."""

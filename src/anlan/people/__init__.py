"""Organisations, headquarters, persons, posts, responsibilities and contact points."""

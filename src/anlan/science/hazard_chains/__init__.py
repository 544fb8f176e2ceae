"""Hazard chains: what may cause what, where, and how soon."""

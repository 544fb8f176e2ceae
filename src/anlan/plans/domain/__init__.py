"""Contingency plans as data, and the decision which level they call for."""

"""Accident investigations: who investigates, the group, the clocks, causes, persons, measures, and the look back."""

"""Stations and series: readings in, stored, and judged against rules."""

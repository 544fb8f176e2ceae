"""Seismic intensity around an epicentre or along a rupture, by the Chinese ellipse relations."""

"""Instrument seismic intensity from peak acceleration and velocity."""

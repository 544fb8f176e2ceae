"""Clouds of neutral weight in the wind: Gaussian plume and puff."""

"""Disaster statistics: figures of the national tables from village to city, ledgers, verification, release."""

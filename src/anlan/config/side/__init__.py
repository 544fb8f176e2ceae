"""Simulated gateways for demonstration and tests: mail server, SMS gateway, webhook receiver, loudspeakers."""

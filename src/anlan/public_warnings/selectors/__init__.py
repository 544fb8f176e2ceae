"""Questions about warnings, deliveries and calls."""

"""The incident's command panels, the orders at the desk, and the phone pages of those who carry them out."""

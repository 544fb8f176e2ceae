"""What a named person is told by the platform: kept for the person's own page, and sent by SMS."""

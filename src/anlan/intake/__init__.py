"""What comes in to the duty desk: calls, tip-offs, reports from below, mail, partners' messages."""

"""What may be done and what follows from figures and days: plain Python."""

"""Which teams and which goods go to which demands, all demands at once."""

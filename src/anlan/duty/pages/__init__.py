"""Pages of duty: rosters, hand-over, log, phone book, roll-calls, instructions, calendar."""

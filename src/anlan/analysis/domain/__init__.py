"""What a kind of analysis is, what it asks and gives, and how its inputs are read. Plain Python."""

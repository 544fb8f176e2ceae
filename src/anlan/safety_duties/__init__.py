"""Safety-duty lists of leaders, departments and enterprises: what is owed in a year, done, and scored."""

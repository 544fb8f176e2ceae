"""Models of ``anlan.science`` run on rows of a file: ``anlan model``."""

"""Pages of enterprises: the list and the file of each."""

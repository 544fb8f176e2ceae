"""What monitoring decides, in plain Python and NumPy."""

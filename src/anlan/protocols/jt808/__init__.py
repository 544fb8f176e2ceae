"""JT/T 808-2019 with the heads of 2013 and 2011: road vehicle terminals and their centre."""

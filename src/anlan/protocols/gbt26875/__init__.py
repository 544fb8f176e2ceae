"""GB/T 26875.3-2011: fire-protection user information devices and their monitoring centre."""

"""Acts: running, relying, noting what is out of date."""

"""Fire weather: the Canadian index and the national class."""

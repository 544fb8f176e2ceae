"""Travel by road: the shortest way over a network, and the straight line where there is none."""

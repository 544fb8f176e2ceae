"""Pages of risks: lists and files of sites, reservoirs and enterprises."""

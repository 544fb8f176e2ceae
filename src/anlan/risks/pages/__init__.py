"""Pages of risks: lists and files of sites and reservoirs."""

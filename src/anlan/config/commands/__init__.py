"""One file per subcommand of ``anlan``; each gives ``command``."""

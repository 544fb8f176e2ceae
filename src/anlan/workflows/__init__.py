"""One file per arrow between stages; read the file names to know the product."""

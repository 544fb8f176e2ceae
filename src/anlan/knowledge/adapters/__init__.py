"""Entry points that read files."""

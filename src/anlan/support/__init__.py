"""Journal, jobs, rights, pages of rows, tiles and official documents: no domain words."""

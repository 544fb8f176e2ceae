"""Administrative divisions to village with validity dates, boundaries and named places."""

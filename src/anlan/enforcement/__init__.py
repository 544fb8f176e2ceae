"""Administrative cases: documents with their prerequisites and limits, discretion, the file, publication, credit."""

"""Reports and their clocks: the list, the document page, the incident's panels."""

"""Tables as people keep them: CSV in whatever encoding, Excel workbooks, and what their cells mean."""

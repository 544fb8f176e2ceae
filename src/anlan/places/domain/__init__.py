"""Decisions about divisions in plain Python: comparing lists, spelling names, drawing schematic areas."""

"""The improved tangent angle of landslide displacement."""

"""Major hazards: units that hold dangerous stock, and special trades by their explained state."""

"""Teams, warehouses, stock and shelters."""

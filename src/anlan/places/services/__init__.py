"""Acts on places: bringing a list or boundaries into force, drawing what is schematic."""

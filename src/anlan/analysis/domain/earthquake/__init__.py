"""An earthquake: from a line that was typed to what it does to the places around."""

"""The library: laws, plans, cards, past cases; found by words, pinyin and likeness, always with the passage."""

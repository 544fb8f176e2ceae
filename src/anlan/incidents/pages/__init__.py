"""The incidents' list, opening form, page, figures and fragments."""

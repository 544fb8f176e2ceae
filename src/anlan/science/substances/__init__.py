"""Physical data of chemicals that leak, burn or explode, by name or CAS number."""

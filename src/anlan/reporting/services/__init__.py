"""Acts: keeping clocks, writing, signing, sending and receiving reports."""

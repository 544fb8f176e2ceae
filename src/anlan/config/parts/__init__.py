"""The parts a machine needs besides the code: a private PostgreSQL, a private NATS, keys, browser assets."""

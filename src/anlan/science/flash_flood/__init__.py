"""Critical rain of a village on a stream: what must fall until the stream leaves its bed."""

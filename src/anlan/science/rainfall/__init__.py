"""Rain over sliding windows, in exact arithmetic."""

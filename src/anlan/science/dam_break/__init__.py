"""The flood of a broken dam: its peak, its breach, and when it comes where."""

"""The room supervision: who is inspected when and by whom, what was found, and what must follow."""

"""The view for the terminal, the only one that uses Rich."""

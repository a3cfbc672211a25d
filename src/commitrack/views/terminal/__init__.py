"""The terminal: the only view that knows Rich."""

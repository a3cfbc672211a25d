"""Import from other formats: text becomes input for ``drafting``. Nothing here changes the registry."""

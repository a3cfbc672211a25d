"""Put data into words: figures, deadlines, amendments and lines of the journal as messages.

This package does not depend on a format or on the reader's language: every function returns text that can be localized.
"""

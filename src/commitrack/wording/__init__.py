"""From data to messages: what a figure, a deadline, an amendment or a line of the journal is called in a sentence.

Nothing here knows a format or the reader's language: every function returns a string that can still be localized.
"""

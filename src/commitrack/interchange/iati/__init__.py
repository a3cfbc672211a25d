"""Activity files of the International Aid Transparency Initiative (IATI), version 2: read and written.

Results and indicators become commitments with targets and updates. Where a file and the registry differ in what they
can say, the difference is counted and reported, never guessed.
"""

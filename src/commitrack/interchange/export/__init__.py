"""Write a whole registry, assessed as of a day, in formats that other programs read."""

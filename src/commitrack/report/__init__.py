"""What a listing, a page about one commitment and a report say, as plain data.

Nothing here knows terminals, files or formats; every figure that is shown anywhere comes from here.
"""

"""Listings, commitment pages and reports as plain data.

This package does not depend on a language, a terminal, a file or a format; all views show the figures computed here.
"""

"""Money, time and shares: pure arithmetic, one module a kind of schedule. Nothing here knows of documents.

Sums are in pounds as Decimal and rounded to the penny, so that what is printed adds up to what is printed.
"""

"""The learned scorers: what assessed submissions teach about a passage and about a requirement. Made by pbc_training.

`terms` turns a passage into words, `model` is the file the scorers are kept in, `passage_scores` weighs passages,
`candidates` ranks them for one requirement, and `assessment` reaches probabilities for met, partly met and missing.
"""

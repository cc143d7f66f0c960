"""The learned scorers: what assessed submissions teach about a passage and about a requirement. Made by pbc_training.

terms           a passage as words, stems and pairs; model: the file that the scorers are kept in, measured: its figures
passage_scores  every passage against every subject (subject: what a requirement asks for, whatever framework asks)
sheet, signs    what the rules say of each subject, in numbers
candidates      the passages that may bear on a requirement, in numbers
assessment      probabilities for met, partly met and missing; trees: decision trees; context: how other subjects fare
"""

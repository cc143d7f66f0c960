"""Training: from a folder of assessed submissions to a model file. The only place that needs scikit-learn.

`corpus` reads the folder, `examples` lays the rules' findings beside the assessors', `linear` and `boosted` fit the
scorers, `train` puts them together, and `measure` says how often they are right on submissions they have not seen.
"""

"""Judgement: the rules' verdict and the learned scorers' probabilities become one finding, with its reason.

`weigh` decides between the two, `reasons` puts the decision into words, `finding` adds the quotations.
"""

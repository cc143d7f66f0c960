"""Kinds of rule: whether a submission holds together and goes the right way, beside whether it deals with everything.

One short module a kind of rule, each listed in `table`; `matter` is what a rule looks at. A rule says nothing where it
is not sure, and says so where it cannot tell: a false alarm is worse than a miss.
"""

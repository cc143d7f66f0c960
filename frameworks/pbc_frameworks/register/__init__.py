"""A PCT's register of interests as data.

model    what an entry is, and how long it is public and kept
bearing  which interests bear on an item, and whose they are
load     register.yaml, validated and typed          text     a register as register.yaml
columns  the columns of a sheet                      sheet    a register in Excel, read and written
csv_file a register as CSV                           review   what is late, missing or past its time
"""

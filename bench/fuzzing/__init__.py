"""Damage done to real files on purpose: one module for each way of looking at a file."""

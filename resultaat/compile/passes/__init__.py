"""Passes: each takes a plan and returns a better one that gives the same figures."""

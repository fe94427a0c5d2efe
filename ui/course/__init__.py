"""Lessons, their experiments and predictions, and the slides."""

"""Lessons, with their experiments, predictions and exercises, and what is done with them."""

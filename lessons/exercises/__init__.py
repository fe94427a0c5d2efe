"""Exercises: what a learner computes and writes, judged by running it."""

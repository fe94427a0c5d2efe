"""Formulas as data: read, differentiated, and compiled for NumPy."""

"""Arithmetic as text: read, checked, differentiated, and written out for whoever computes."""

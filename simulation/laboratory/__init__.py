"""Experiments that need more than a noiseless surface: each its setting, and what is read off it.

A setting is the comparison that its page opens on; the tests run the very same one.
"""

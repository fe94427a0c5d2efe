"""The laboratories."""

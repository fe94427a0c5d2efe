"""Practice: all exercises, assignments, and what is handed in."""

"""Maps of thousands of runs, and the knob."""

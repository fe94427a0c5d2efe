"""Inside one step: the values of every line, and the arrows that show it."""

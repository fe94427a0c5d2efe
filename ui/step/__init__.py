"""Inside one step of a rule."""

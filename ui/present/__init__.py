"""Slide shows for a projector: the course's, or a list of links."""

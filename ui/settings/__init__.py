"""The settings of a comparison: read from controls and link, and written into a link."""

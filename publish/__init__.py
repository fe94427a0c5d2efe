"""The course as pages that need no server."""

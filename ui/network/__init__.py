"""The network page: its settings, the work behind it, and what it shows."""

"""What happened in a run: verdicts, measures, stability."""

"""A comparison on the screen: player, verdicts, table, files to take."""

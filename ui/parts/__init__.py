"""What several pages show: formulas, facts in a row, still plots."""

"""What a visitor sees and sets, one room per subject."""

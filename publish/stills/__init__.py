"""Pictures that stand still: of paths, of training, and of what is counted."""

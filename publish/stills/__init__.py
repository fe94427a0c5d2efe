"""Pictures that stand still: of paths, and of training."""

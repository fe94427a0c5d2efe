"""What is read out of a training: regions, slices, sharpness, and what it came to."""

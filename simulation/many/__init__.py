"""Many runs at once: sweeps, grids of settings, the best learning rate."""

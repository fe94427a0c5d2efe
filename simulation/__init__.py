"""Running optimizers on surfaces: single runs and batches, with the whole path kept."""

from simulation.run import Trajectory, simulate

__all__ = ["Trajectory", "simulate"]

"""Running optimizers on surfaces: single runs, batches and maps, with noise and schedules."""

from simulation.run import Trajectory, simulate
from simulation.schedules import SCHEDULES, Schedule
from simulation.sweeps import Outcome, Status, sweep

__all__ = ["SCHEDULES", "Outcome", "Schedule", "Status", "Trajectory", "simulate", "sweep"]

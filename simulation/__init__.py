"""Running optimizers on surfaces: single runs, batches and maps, with noise and schedules."""

from simulation.analysis import Kind, Verdict, explain
from simulation.comparison import Comparison, Run, simulate_all, simulate_run
from simulation.run import Trajectory, simulate
from simulation.schedules import SCHEDULES, Schedule
from simulation.stability import Stability, bound, stability
from simulation.sweeps import Outcome, Status, sweep
from simulation.tuning import best_learning_rate

__all__ = [
    "SCHEDULES",
    "Comparison",
    "Kind",
    "Outcome",
    "Run",
    "Schedule",
    "Stability",
    "Status",
    "Trajectory",
    "Verdict",
    "best_learning_rate",
    "bound",
    "explain",
    "simulate",
    "simulate_all",
    "simulate_run",
    "stability",
    "sweep",
]

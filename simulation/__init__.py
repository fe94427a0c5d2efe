"""Running optimizers on surfaces: single runs, batches and maps, with noise and schedules."""

from simulation.comparison import Comparison, Run, simulate_all, simulate_run
from simulation.judge.analysis import explain
from simulation.judge.stability import Stability, bound, stability
from simulation.judge.verdict import Kind, Verdict
from simulation.many.sweeps import Outcome, Status, sweep
from simulation.many.tuning import best_learning_rate
from simulation.run import Trajectory, simulate
from simulation.schedules import SCHEDULES, Schedule

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

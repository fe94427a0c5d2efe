"""Loss surfaces: each one a formula, from which value, gradient, Hessian and LaTeX are derived."""

from surfaces.catalogue import SURFACES
from surfaces.custom import NARROWEST, parse
from surfaces.formula import FormulaError
from surfaces.parameter import Parameter
from surfaces.surface import Point, Surface

__all__ = ["NARROWEST", "SURFACES", "FormulaError", "Parameter", "Point", "Surface", "parse"]

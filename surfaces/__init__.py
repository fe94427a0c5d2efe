"""Loss surfaces: each one a formula, from which value, gradient, Hessian and LaTeX are derived."""

from expressions.error import FormulaError
from surfaces.catalogue import SURFACES
from surfaces.custom import NARROWEST, parse
from surfaces.parameter import Parameter
from surfaces.surface import Point, Surface

__all__ = ["NARROWEST", "SURFACES", "FormulaError", "Parameter", "Point", "Surface", "parse"]

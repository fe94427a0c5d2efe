"""Trajectories and surfaces as figures: the look that all pages share."""

from figures.curves import curve_axes
from figures.look import STYLES, Style, letters, style_of, variant
from figures.scene import Scene, scene

__all__ = ["STYLES", "Scene", "Style", "curve_axes", "letters", "scene", "style_of", "variant"]

"""All surfaces, in teaching order: that in which their files declare them."""

from surfaces import benchmarks, data, shapes
from surfaces.surface import Surface

SURFACES = {
    surface.key: surface
    for declared in (shapes, benchmarks, data)
    for surface in vars(declared).values()
    if isinstance(surface, Surface)
}

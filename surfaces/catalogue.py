"""All surfaces, in teaching order."""

from surfaces import benchmarks, data, shapes

SURFACES = {
    surface.key: surface
    for surface in (
        shapes.BOWL,
        shapes.RAVINE,
        shapes.ROTATED_RAVINE,
        shapes.OFF_CENTRE,
        benchmarks.ROSENBROCK,
        shapes.SADDLE,
        shapes.BOUNDED_SADDLE,
        shapes.MONKEY_SADDLE,
        benchmarks.HIMMELBLAU,
        benchmarks.BEALE,
        benchmarks.THREE_HUMP,
        benchmarks.SIX_HUMP,
        benchmarks.STYBLINSKI_TANG,
        shapes.TWO_WELLS,
        benchmarks.RASTRIGIN,
        benchmarks.ACKLEY,
        shapes.PLATEAU,
        benchmarks.EASOM,
        shapes.CLIFF,
        shapes.KINK,
        benchmarks.GOLDSTEIN_PRICE,
        benchmarks.MCCORMICK,
        benchmarks.BOOTH,
        benchmarks.MATYAS,
        data.REGRESSION,
        data.SPARSE,
    )
}

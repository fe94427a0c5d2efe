"""Surfaces made to show one thing each."""

import math
from dataclasses import replace

from surfaces.parameter import Parameter
from surfaces.surface import Point, Surface

KAPPA = Parameter(
    key="kappa",
    symbol=r"\kappa",
    stops=(1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 80, 100, 150, 200, 300, 500, 800, 1000),
    default=20,
    log=True,
)
PHI = Parameter(
    key="phi",
    symbol=r"\varphi",
    stops=tuple(7.5 * k for k in range(13)),
    default=45,
    unit=math.pi / 180,
)
ORIGIN = Point(0.0, 0.0, 0.0)

BOWL = Surface(
    key="bowl",
    formula="x^2 + y^2",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-4.0, 3.0),
    minima=(ORIGIN,),
)
RAVINE = Surface(
    key="ravine",
    formula="(x^2 + kappa*y^2)/2",
    domain=((-5.0, 5.0), (-3.0, 3.0)),
    start=(-5.0, -2.0),
    minima=(ORIGIN,),
    parameters=(KAPPA,),
)
ROTATED_RAVINE = Surface(
    key="rotated_ravine",
    formula="((x*cos(phi) + y*sin(phi))^2 + kappa*(y*cos(phi) - x*sin(phi))^2)/2",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-4.0, 1.0),
    minima=(ORIGIN,),
    parameters=(KAPPA, PHI),
)
OFF_CENTRE = Surface(
    key="off_centre",
    formula="((x - 3)^2 + kappa*(y - 2)^2)/2",
    domain=((-2.0, 4.0), (-2.0, 4.0)),
    start=(-1.0, 3.5),
    minima=(Point(3.0, 2.0, 0.0),),
    parameters=(replace(KAPPA, default=10),),
)
SADDLE = Surface(
    key="saddle",
    formula="x^2 - y^2",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.5, 1e-3),
    saddles=(ORIGIN,),
)
BOUNDED_SADDLE = Surface(
    key="bounded_saddle",
    formula="x^2/2 + y^4/4 - y^2/2",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.5, 1e-6),
    minima=(Point(0.0, -1.0, -0.25), Point(0.0, 1.0, -0.25)),
    saddles=(ORIGIN,),
)
MONKEY_SADDLE = Surface(
    key="monkey_saddle",
    formula="x^3 - 3*x*y^2",
    domain=((-1.5, 1.5), (-1.5, 1.5)),
    start=(0.8, 0.02),
    saddles=(ORIGIN,),
)
TWO_WELLS = Surface(
    key="two_wells",
    formula="x^2 + y^2 - 2*exp(-((x - 1)^2 + y^2)/0.2) - 3*exp(-((x + 1)^2 + y^2)/0.2)",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(0.75, 1.3),
    minima=(
        Point(-0.9363006340109186, 0.0, -2.0630902517681946),
        Point(0.905317899160115, 0.0, -1.0927319992017408),
    ),
    saddles=(Point(0.06860243670809668, 0.0, -0.03137427327004572),),
    claim=(
        "x(sgd, sgd.lr = 0.02) > 0.9 and x(momentum, momentum.lr = 0.01) < -0.9"
        " and x(rmsprop, rmsprop.lr = 0.01) < -0.9 and x(adam, adam.lr = 0.01) < -0.9"
    ),
)
PLATEAU = Surface(
    key="plateau",
    formula="1 - exp(-(x^2 + y^2)/2)",
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(3.5, 2.5),
    minima=(ORIGIN,),
    claim=(
        "travelled(sgd, sgd.lr = 0.5) < 0.1 and distance(momentum, momentum.lr = 0.5) < 0.1"
        " and distance(adam) < 0.1 and travelled(adam, adam.eps = 1) < 0.1"
    ),
)
CLIFF = Surface(
    key="cliff",
    formula="3*sigmoid(20*(x - 0.5)) + 0.1*(x + 1.5)^2 + 0.5*y^2",
    domain=((-3.0, 2.0), (-2.0, 2.0)),
    start=(1.6, 1.0),
    minima=(Point(-1.5, 0.0, 0.0),),
)
KINK = Surface(
    key="kink",
    formula="abs(x) + 5*abs(y)",
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(-3.0, 1.003),
    minima=(ORIGIN,),
    smooth=False,
)

"""The well-known test functions.

Formulas and minima: Jamil & Yang, "A literature survey of benchmark functions for global
optimisation problems" (IJMMNO 4, 2013), and the papers named beside them. The other critical points
are the zeros of the gradient in the view, found by Newton's method from a grid.
"""

from surfaces.surface import Point, Surface


def _at(value: float, *places: tuple[float, float]) -> tuple[Point, ...]:
    """Points of one height."""
    return tuple(Point(x, y, value) for x, y in places)


def _opposite(value: float, x: float, y: float) -> tuple[Point, ...]:
    """A point and its mirror image in the origin."""
    return _at(value, (x, y), (-x, -y))


def _eightfold(value: float, x: float, y: float) -> set[Point]:
    """A point and its images under both mirrors and the exchange of axes, without -0.0."""
    signs = ((1, 1), (1, -1), (-1, 1), (-1, -1))
    return {Point(i * a + 0.0, j * b + 0.0, value) for a, b in ((x, y), (y, x)) for i, j in signs}


ROSENBROCK = Surface(
    key="rosenbrock",  # The Computer Journal 3 (1960)
    formula="(1 - x)^2 + 100*(y - x^2)^2",
    domain=((-2.0, 2.0), (-1.0, 3.0)),
    start=(-1.2, 1.0),
    minima=_at(0.0, (1.0, 1.0)),
    scale="log",
)
HIMMELBLAU = Surface(
    key="himmelblau",  # Applied Nonlinear Programming (1972)
    formula="(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    domain=((-6.0, 6.0), (-6.0, 6.0)),
    start=(0.0, 0.0),
    minima=_at(
        0.0,
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.2831859912861696),
        (3.5844283403304917, -1.8481265269644036),
    ),
    saddles=(
        Point(3.385154183607021, 0.0738518798377493, 13.311926270405587),
        Point(0.08667750455539636, 2.884254701174776, 67.71915008752613),
        Point(-3.0730257507643897, -0.0813530442879675, 104.01516291755811),
        Point(-0.12796134673068002, -1.9537149802445766, 178.33723920192745),
    ),
    maxima=_at(181.6165215225827, (-0.27084459066734756, -0.9230385564799813)),
    scale="log",
    claim="minimum(momentum, momentum.lr = 0.01) == 4 and minimum(sgd, sgd.lr = 0.01) == 1",
)
BEALE = Surface(
    key="beale",  # On an iterative method for finding a local minimum (1958)
    formula="(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    domain=((-4.5, 4.5), (-4.5, 4.5)),
    start=(1.0, 1.5),
    minima=_at(0.0, (3.0, 0.5)),
    saddles=(
        Point(0.10053793732415847, -2.6445135850231236, 9.86451228475556),
        Point(0.0, 1.0, 14.203125),
    ),
    scale="log",
    claim=(
        "diverged(momentum, 9, momentum.lr = 0.01)"
        " and not diverged(momentum, 8, momentum.lr = 0.01) and not diverged(sgd, sgd.lr = 0.01)"
    ),
)
THREE_HUMP = Surface(
    key="three_hump",
    formula="2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2",
    domain=((-2.5, 2.5), (-2.5, 2.5)),
    start=(-1.9, 1.9),
    minima=(
        *_at(0.0, (0.0, 0.0)),
        *_opposite(0.2986384422368582, 1.7475523458302888, -0.8737761729151444),
    ),
    saddles=_opposite(0.8773615577631402, 1.0705422918236598, -0.5352711459118299),
)
SIX_HUMP = Surface(
    key="six_hump",
    formula="(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + 4*(y^2 - 1)*y^2",
    domain=((-2.0, 2.0), (-1.0, 1.0)),
    start=(-1.6, 0.9),
    minima=(
        *_opposite(-1.0316284534898774, 0.08984201310031806, -0.7126564030207396),
        *_opposite(-0.2154638243837172, 1.7036067149699807, -0.7960835686726251),
        *_opposite(2.104250310311258, 1.6071047529201976, 0.5686514548841314),
    ),
    saddles=(
        *_at(0.0, (0.0, 0.0)),
        *_opposite(0.5437186009781848, 1.1092053368047863, -0.7682680925095399),
        *_opposite(2.2293571975307143, 1.6380679841897787, 0.2286740690443941),
        *_opposite(2.2294708180298595, 1.296070267167109, 0.6050843880386585),
    ),
    maxima=_opposite(2.4962953510235772, 1.2302298765166526, 0.16233458445899496),
)
FREUDENSTEIN_ROTH = Surface(
    key="freudenstein_roth",  # Journal of the ACM 10 (1963)
    formula="(x - 13 + ((5 - y)*y - 2)*y)^2 + (x - 29 + ((y + 1)*y - 14)*y)^2",
    domain=((-2.0, 16.0), (-4.0, 6.0)),
    start=(0.5, -2.0),
    minima=(Point(5.0, 4.0, 0.0), Point(11.4127789869, -0.8968052532745, 48.98425367924)),
    claim="minimum(rprop) == 2 and nearest_minimum(momentum) == 2 and nearest_minimum(adam) == 2",
    scale="log",
)
STYBLINSKI_TANG = Surface(
    key="styblinski_tang",  # Neural Networks 3 (1990)
    formula="(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(3.5, 4.0),
    minima=(
        *_at(-78.33233140754282, (-2.903534027771177, -2.903534027771177)),
        *_at(
            -64.19561235905533,
            (-2.903534027771177, 2.746802770990837),
            (2.746802770990837, -2.903534027771177),
        ),
        *_at(-50.05889331056788, (2.746802770990837, 2.746802770990837)),
    ),
    saddles=(
        *_at(
            -38.97055334471606,
            (-2.903534027771177, 0.1567312567803401),
            (0.1567312567803401, -2.903534027771177),
        ),
        *_at(
            -24.833834296228584,
            (2.746802770990837, 0.1567312567803401),
            (0.1567312567803401, 2.746802770990837),
        ),
    ),
    maxima=_at(0.3912247181107161, (0.1567312567803401, 0.1567312567803401)),
)

# On one axis: where z + 10 pi sin(2 pi z) = 0 near the integers, and z^2 + 10 - 10 cos(2 pi z).
_RASTRIGIN_AXIS = (
    (0.0, 0.0),
    (0.9949586376523348, 0.9949590570932914),
    (1.9899122337085495, 3.9798311905540875),
    (2.984855701039481, 8.95460124148701),
    (3.9797838603007536, 15.91924379246153),
    (4.974691390895051, 24.873722934542226),
)
RASTRIGIN = Surface(
    key="rastrigin",
    formula="20 + x^2 + y^2 - 10*(cos(2*pi*x) + cos(2*pi*y))",
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    start=(-2.2, 3.3),
    # All 121 minima of the view; its 320 saddles and maxima would only hide the picture.
    minima=tuple(
        point
        for value, x, y in sorted(
            (f + g, x, y)
            for i, (x, f) in enumerate(_RASTRIGIN_AXIS)
            for y, g in _RASTRIGIN_AXIS[: i + 1]
        )
        for point in sorted(_eightfold(value, x, y))
    ),
)

# Value, x and y of each local minimum with x >= y >= 0; the others are its mirror images.
_ACKLEY_TRAPS = (
    (2.579927557029872, 0.9521665459501717, 0.0),
    (3.57445187725768, 0.9684776587077244, 0.9684776587077244),
    (4.884065258091154, 1.9589197181217173, 0.0),
    (5.381864187490192, 1.9646166628629864, 0.9824160350791393),
    (6.559645375627878, 1.9744519864841166, 1.9744519864841166),
    (6.882582646801293, 2.964619443112052, 0.0),
    (7.180951647715365, 2.9672595287625643, 0.9891541864816626),
    (7.9617112746898275, 2.973139419924383, 1.9821399503814776),
    (8.616250044048797, 3.9694667433517576, 0.0),
    (8.813151774046892, 3.9709183150642833, 0.9927672061700447),
    (9.001093478292008, 2.9792239546911445, 2.9792239546911445),
    (9.353039239137804, 3.974540178468205, 1.9873106146274968),
    (10.120331273799984, 4.973611257996986, 0.0),
    (10.120350743632672, 3.978924750768195, 2.9842137381272384),
    (10.257974372149421, 4.974497722176982, 0.9949203738218393),
    (10.645027483714344, 4.976843849330102, 1.9907648757355256),
    (10.998262102599446, 3.983067699689763, 3.983067699689763),
    (11.217549480016737, 4.97995793948682, 2.987995058852837),
    (11.901256635114166, 4.983198896760882, 3.986568097953945),
    (12.632268991516, 4.986180456997876, 4.986180456997876),
)
ACKLEY = Surface(
    key="ackley",  # A Connectionist Machine for Genetic Hillclimbing (1987)
    formula=("-20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + e + 20"),
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(2.5, -3.2),
    minima=(
        *_at(0.0, (0.0, 0.0)),
        *(point for trap in _ACKLEY_TRAPS for point in sorted(_eightfold(*trap))),
    ),
    smooth=False,
)
EASOM = Surface(
    key="easom",  # A survey of global optimization techniques (1990)
    formula="-cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)",
    domain=((0.0, 6.3), (0.0, 6.3)),
    start=(0.6, 1.0),
    # The plain is not quite flat: four dents in its corners, 8e-5 deep.
    minima=(
        *_at(-1.0, (3.141592653589793, 3.141592653589793)),
        *_at(
            -8.110223891570068e-05,
            (1.3049954504376675, 1.3049954504376675),
            (1.3049954504376675, 4.978189856741919),
            (4.978189856741919, 1.3049954504376675),
            (4.978189856741919, 4.978189856741919),
        ),
    ),
)
GOLDSTEIN_PRICE = Surface(
    key="goldstein_price",  # Mathematics of Computation 25 (1971)
    formula=(
        "(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))"
        " * (30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))"
    ),
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-0.9, 1.0),
    minima=(
        Point(0.0, -1.0, 3.0),
        Point(-0.6, -0.4, 30.0),
        Point(1.8, 0.2, 84.0),
        Point(1.2, 0.8, 840.0),
    ),
    saddles=(
        Point(-0.4, -0.6, 35.0),
        Point(1.2, -0.2, 99.0),
        Point(1.4, 0.6, 980.0),
        Point(0.6, 0.4, 990.0),
    ),
    maxima=(Point(0.8, 0.2, 1155.0),),
    scale="log",
)
MCCORMICK = Surface(
    key="mccormick",
    formula="sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1",
    domain=((-1.5, 4.0), (-3.0, 4.0)),
    start=(3.0, -2.0),
    # The lowest of this box only: along x = y the surface falls for ever.
    minima=(
        Point(-0.5471975511965977, -1.5471975511965979, -1.9132229549810367),
        Point(2.5943951023931953, 1.5943951023931953, 1.2283696986087564),
    ),
    saddles=_at(1.9132229549810367, (1.5471975511965979, 0.5471975511965979)),
    claim=("loss(momentum, momentum.lr = 0.05) < -20 and x(momentum, momentum.lr = 0.05) < -5"),
)
BOOTH = Surface(
    key="booth",
    formula="(x + 2*y - 7)^2 + (2*x + y - 5)^2",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, -6.0),
    minima=_at(0.0, (1.0, 3.0)),
)
MATYAS = Surface(
    key="matyas",
    formula="0.26*(x^2 + y^2) - 0.48*x*y",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-9.0, 4.0),
    minima=_at(0.0, (0.0, 0.0)),
)

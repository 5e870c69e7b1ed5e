"""Names of concepts, areas and sources: the shapes that names in real gardens have."""

from __future__ import annotations

import random
from collections.abc import Iterator

QUALIFIERS = """
    stochastic linear spectral empirical marginal conditional conjugate orthogonal convex sparse
    robust hidden latent causal bounded adaptive recursive iterative greedy hierarchical parametric
    nonparametric posterior prior joint mutual relative partial principal independent canonical
    ordinary weighted generalised regularised truncated sampled smoothed kernelised penalised
    discrete continuous stationary ergodic homogeneous symmetric unitary positive negative
    quadratic cubic logistic polynomial exponential logarithmic harmonic geometric arithmetic
    cumulative asymptotic approximate exact nested pooled paired sequential parallel distributed
    online batch dual primal inverse cyclic bilinear multilinear affine projective elastic random
    directed undirected weighted bipartite planar layered recurrent residual attentive contrastive
    variational adversarial generative discriminative semisupervised
""".split()
MIDDLES = """
    gradient matrix vector tensor kernel likelihood entropy information variance covariance
    correlation residual error loss margin risk score rank margin path tree graph cluster feature
    label token state action reward policy value subspace column row block sample bootstrap
    population mixture moment quantile tail density frequency phase signal noise filter window
""".split()
HEADS = """
    decomposition factorisation regression descent ascent estimation inference approximation
    projection transformation distribution divergence distance norm product expansion integral
    derivative operator equation inequality bound theorem lemma criterion condition test statistic
    interval estimator predictor classifier network machine process chain walk field model prior
    kernel embedding encoding attention pooling normalisation regularisation penalty schedule rate
    search sampling selection elimination propagation clustering smoothing filtering averaging
    boosting bagging pruning validation scaling whitening hashing
""".split()
PEOPLE = """
    Aldermann Berovic Castellan Dunmore Eskelin Farrant Grunwald Halloran Ivarsson Jelinek Kovarik
    Lindqvist Marchetti Novotny Okafor Petrakis Quennell Rosander Silvestre Takemura Ulrichsen
    Valkenburg Wexford Yamashiro Zelenka
""".split()
SINGLES = """
    Vectors Rank Determinant Kernel Entropy Variance Bias Slope Basis Trace Span Norm Quantile Mode
    Median Convexity Curvature Perplexity Momentum Dropout Leverage Sparsity Skewness Kurtosis
    Likelihood Odds Residuals Moments Tensors Manifolds Geodesics Attention Backpropagation
""".split()
AREAS = """
    Linear algebra|Calculus|Probability|Statistics|Optimisation|Information theory|Regression|
    Classification|Neural networks|Kernel methods|Graphs|Time series|Bayesian methods|Sampling|
    Numerical methods|Unsupervised learning|Reinforcement learning|Language models|Causality|
    Practice
""".replace("\n    ", "").strip()
AREA_NAMES = tuple(name.strip() for name in AREAS.split("|"))
KINDS = ("book", "course", "video", "article", "paper")


def concept_names(random_: random.Random) -> Iterator[str]:
    """Names without end, none of them twice: most of two words, some acronyms, few of one word."""
    singles = random_.sample(SINGLES, len(SINGLES))
    seen: set[str] = set()
    while True:
        name = singles.pop() if singles and random_.random() < 0.08 else _longer(random_)
        if name.casefold() not in seen:
            seen.add(name.casefold())
            yield name


def _longer(random_: random.Random) -> str:
    first, middle, head = (random_.choice(words) for words in (QUALIFIERS, MIDDLES, HEADS))
    kind = random_.random()
    if kind < 0.50:
        return f"{first} {head}".capitalize()
    if kind < 0.65:
        return f"{middle} {head}".capitalize()
    if kind < 0.85:
        return f"{first} {middle} {head}".capitalize()
    if kind < 0.93:
        return f"{random_.choice(PEOPLE)} {head}"
    return f"{first}-{middle} {head}".capitalize()


def acronym(name: str) -> str:
    """The first letters of a name, or nothing where there are too few."""
    letters = "".join(word[0] for word in name.replace("-", " ").split()).upper()
    return letters if len(letters) > 2 else ""

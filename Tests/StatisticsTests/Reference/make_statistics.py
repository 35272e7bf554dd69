"""Writes statistics.json, and importance.json of ComparisonTests: what scipy and plain enumeration say about the
statistics of `compare`.

    python3 make_statistics.py      (scipy 1.17.1, numpy 2)
"""
import itertools
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy import integrate, stats

rng = np.random.default_rng(20260101)
cases = {}


def sample(n, m, p):
    return [int(k) for k in rng.binomial(m, np.clip(rng.beta(20 * p + 0.5, 20 * (1 - p) + 0.5, n), 0, 1))]


def exact_bca(sample, unit):
    """The page's formula, by np.convolve one draw at a time."""
    k = np.array(sample)
    n, total, low = len(k), int(k.sum()), int(k.min())
    f = np.bincount(k - low) / n
    F = np.array([1.0])
    for _ in range(n):
        F = np.convolve(F, f)
    values = np.arange(len(F)) + n * low
    z0 = stats.norm.ppf(F[values < total].sum() + F[values == total].sum() / 2)
    jack = (total - k) / (n - 1)
    d = jack.mean() - jack
    a = (d**3).sum() / (6 * (d**2).sum() ** 1.5)
    bounds = []
    for z in stats.norm.ppf([0.025, 0.975]):
        p = stats.norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z)))
        bounds.append(float(values[np.searchsorted(np.cumsum(F), p)] / (n * unit)))
    return bounds


bca = []
for n, m, p in [(50, 4, 0.5), (50, 4, 0.95), (50, 4, 0.05), (10, 4, 0.4), (3, 4, 0.5), (50, 2, 0.6), (20, 14, 0.3), (200, 4, 0.7)]:
    k = sample(n, m, p)
    resampled = stats.bootstrap((np.array(k) / m,), np.mean, method="BCa", n_resamples=100_000, batch=1000, rng=rng)
    bca.append({"sample": k, "unit": m, "exact": exact_bca(k, m),
                "scipy": [float(resampled.confidence_interval.low), float(resampled.confidence_interval.high)]})
for n in (10, 50):
    d = [a - b for a, b in zip(sample(n, 4, 0.6), sample(n, 4, 0.4))]
    resampled = stats.bootstrap((np.array(d) / 4,), np.mean, method="BCa", n_resamples=100_000, batch=1000, rng=rng)
    bca.append({"sample": d, "unit": 4, "exact": exact_bca(d, 4),
                "scipy": [float(resampled.confidence_interval.low), float(resampled.confidence_interval.high)]})
cases["bca"] = bca


def exact_sign_flip(d):
    counts = {0: 1}
    for x in d:
        counts = {s: counts.get(s - x, 0) + counts.get(s + x, 0)
                  for s in {t + e * x for t in counts for e in (1, -1)}}
    far = sum(c for s, c in counts.items() if abs(s) >= abs(sum(d)))
    return float(Fraction(far, sum(counts.values())))


flips = []
for n in (2, 3, 5, 8, 12):
    d = [int(x) for x in rng.integers(-4, 5, n)]
    p = stats.permutation_test((np.array(d),), np.sum, permutation_type="samples", n_resamples=np.inf).pvalue
    flips.append({"differences": d, "p": float(p)})
for n, shift in ((20, 0), (50, 0), (50, 1), (50, 3), (400, 0)):
    d = [int(x) for x in rng.integers(-4 + shift, 5 + shift, n)]
    flips.append({"differences": d, "p": exact_sign_flip([x for x in d if x != 0])})
cases["sign_flip"] = flips

cases["mcnemar"] = [{"gained": b, "lost": c, "p": float(stats.binomtest(min(b, c), b + c, 0.5).pvalue)}
                    for b, c in ((1, 0), (3, 3), (9, 2), (0, 12), (40, 25), (300, 200))]
cases["wilson"] = []
for k, n in ((0, 50), (3, 50), (25, 50), (50, 50), (1, 1), (7, 10)):
    interval = stats.binomtest(k, n).proportion_ci(method="wilson")
    cases["wilson"].append({"successes": k, "count": n, "interval": [float(interval.low), float(interval.high)]})

cases["paired_t"] = []
for n in (2, 3, 10, 50, 101):
    x = rng.normal(0.01, 0.05, n)
    ci = stats.ttest_1samp(x, 0).confidence_interval()
    cases["paired_t"].append({"differences": list(x), "interval": [float(ci.low), float(ci.high)]})
cases["t_point"] = [{"degrees": d, "probability": q, "t": float(stats.t.ppf((1 + q) / 2, d))}
                    for d in (1, 2, 3, 4, 9, 10, 49, 50, 1000, 100_001) for q in (0.5, 0.95, 0.999)]

wilcoxon = []
for n in (4, 9, 30, 50):
    x = [float(v) for v in rng.normal(0.3, 1, n)]
    wilcoxon.append({"differences": x, "method": "exact", "p": float(stats.wilcoxon(x, method="exact").pvalue)})
for n in (6, 10, 12):
    x = [float(v) for v in rng.integers(-3, 5, n)]
    every_sign = stats.PermutationMethod(n_resamples=np.inf)
    wilcoxon.append({"differences": x, "method": "exact",
                     "p": float(stats.wilcoxon(x, method=every_sign, zero_method="pratt").pvalue)})
for n in (201, 260, 400):
    x = [float(v) for v in rng.integers(-9, 11, n) if v != 0 or n == 260]
    while sum(v != 0 for v in x) <= 200:
        x.append(1.0)
    wilcoxon.append({"differences": x, "method": "normal",
                     "p": float(stats.wilcoxon(x, method="asymptotic", zero_method="pratt").pvalue)})
cases["wilcoxon"] = wilcoxon

xs = [-37.0, -12.5, -8.0, -5.0, -3.0, -2.0000001, -1.9999999, -1.0, -0.1, 0.0, 0.1, 0.7, 1.0, 1.96, 2.0, 4.0, 8.0]
cases["normal_cdf"] = [[x, float(stats.norm.cdf(x))] for x in xs]
ps = [1e-300, 1e-100, 1e-20, 1e-9, 1e-4, 0.001, 0.02425, 0.025, 0.2, 0.4999, 0.5, 0.7, 0.975, 0.9999, 1 - 1e-12]
cases["normal_quantile"] = [[p, float(stats.norm.ppf(p))] for p in ps]


def pocock(looks, alpha=0.05, step=0.01):
    """Simpson's rule on a fine grid, then bisection on the bound."""
    def crossing(c):
        x = np.linspace(-c, c, 4 * int(c / step) + 1)
        g = stats.norm.pdf(x)
        for look in range(2, looks + 1):
            w = (x[1] - x[0]) / 3 * np.where(np.arange(len(x)) % 2, 4.0, 2.0)
            w[[0, -1]] /= 2
            y = np.linspace(-c * look**0.5, c * look**0.5, 4 * int(c * look**0.5 / step) + 1)
            g = stats.norm.pdf(y[:, None] - x[None, :]) @ (g * w)
            x = y
        return 1 - integrate.simpson(g, x=x)
    low, high = 1.9, 3.5
    for _ in range(34):
        middle = (low + high) / 2
        low, high = (middle, high) if crossing(middle) > alpha else (low, middle)
    return float(2 * stats.norm.sf((low + high) / 2))


cases["pocock"] = [[looks, pocock(looks, step=0.05)] for looks in (2, 3, 4, 5, 10)]


def variances(y):
    """V_U by the definition: f_U from the marginal means of all subsets."""
    axes = range(y.ndim)
    marginal = {W: y.mean(axis=tuple(a for a in axes if a not in W), keepdims=True)
                for r in range(y.ndim + 1) for W in itertools.combinations(axes, r)}
    result = {}
    for U in marginal:
        if U:
            f = sum((-1) ** (len(U) - len(W)) * marginal[W] for W in marginal if set(W) <= set(U))
            result[U] = float((f**2).mean())
    return result


anova = []
for shape, n in (((2, 4, 3), 10), ((3, 2), 50), ((4,), 5)):
    effect = rng.normal(0, 0.1, shape) + np.linspace(0.2, 0.7, shape[0]).reshape((-1,) + (1,) * (len(shape) - 1))
    k = rng.binomial(4, np.clip(effect[..., None] + rng.normal(0, 0.1, n), 0.02, 0.98))
    y = k.mean(axis=-1) / 4
    r = k / 4 - y[..., None] - (k / 4).mean(axis=tuple(range(len(shape)))) + y.mean()
    s2 = float((r**2).sum() / ((y.size - 1) * (n - 1)))
    terms = []
    for U, v in variances(y).items():
        df = float(np.prod([shape[a] - 1 for a in U]))
        terms.append({"factors": list(U), "raw": v, "variance": max(0.0, v - df * s2 / (n * y.size))})
    for t in terms:
        t["share"] = t["variance"] / float(y.var())
    anova.append({"shape": list(shape), "right": k.reshape(-1, n).tolist(), "noise": s2, "total": float(y.var()), "terms": terms})

here = Path(__file__).parent
(here / "statistics.json").write_text(json.dumps(cases, indent=1) + "\n")
(here / "../../ComparisonTests/Reference/importance.json").write_text(json.dumps({"anova": anova}, indent=1) + "\n")

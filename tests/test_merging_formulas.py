"""What a formula defines."""

from __future__ import annotations

import pytest

from syntopic.merging.formulas import left_side


@pytest.mark.parametrize(
    ("tex", "side"),
    [
        (r"s^2 = \frac{1}{N} \sum_{i=1}^{N} (x_i - \bar{x})^2", "s^2"),
        (r"s^{2} = \frac{1}{n - 1} \sum_{i = 1}^{n} (x_i - \bar{x})^2", "s^2"),
        (r"y = mx + b", "y"),
        (r"a = b = c", ""),
        (r"x \leq y", ""),
        (r"a := b", ""),
        (r"\sum_{i=1}^n i", ""),
    ],
)
def test_a_sum_is_no_second_equation(tex: str, side: str) -> None:
    assert left_side(tex) == side

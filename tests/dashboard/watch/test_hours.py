from __future__ import annotations

import numpy as np

from dashboard.watch.hours import is_deep, is_dense


def test_one_class_and_many_are_judged_alike() -> None:
    required, delivered = np.array([40.0, 40.0, np.nan]), np.array([35.9, 36.0, 1.0])
    assert is_deep(required, delivered).tolist() == [True, False, False]
    assert [is_deep(*one) for one in zip(required, delivered, strict=True)] == [True, False, False]
    assert is_dense(np.array([80.0, 80.1]), np.array([10, 10])).tolist() == [False, True]

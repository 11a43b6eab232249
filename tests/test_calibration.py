from __future__ import annotations

import numpy as np
import pytest

from models.calibration import Calibration


def _overconfident() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(5)
    truth = random.integers(0, 3, 4000)
    scores = random.normal(size=(4000, 3))
    scores[np.arange(4000), truth] += 1.0
    return scores * 5, truth


def test_scaling_makes_confidence_mean_what_it_says() -> None:
    scores, truth = _overconfident()
    calibration = Calibration.fit(scores[:2000], truth[:2000])
    chances = calibration.apply(scores[2000:])
    sure = chances.max(axis=1)
    right = chances.argmax(axis=1) == truth[2000:]
    assert calibration.sharpness < 1
    for least, most in ((0.3, 0.5), (0.5, 0.7), (0.7, 0.9)):
        among = (sure > least) & (sure <= most)
        assert right[among].mean() == pytest.approx(sure[among].mean(), abs=0.06)


def test_leaning_makes_one_class_likelier() -> None:
    calibration = Calibration(1.0, np.zeros(2))
    leant = calibration.leaning(1, 0.5)
    assert leant.apply(np.zeros((1, 2)))[0, 1] == pytest.approx(1 / (1 + np.exp(-0.5)))
    assert calibration.shifts[1] == 0


def test_a_state_brings_back_the_calibration() -> None:
    scores, truth = _overconfident()
    calibration = Calibration.fit(scores, truth)
    again = Calibration.from_state(calibration.state())
    np.testing.assert_array_equal(again.apply(scores), calibration.apply(scores))

"""Widths of clouds and the concentration on the axis of a plume."""

import numpy as np
from tests.verification.checks import Check

from anlan.science.dispersion.clouds import Air, plume
from anlan.science.dispersion.sigmas import plume_sigmas, puff_sigmas

TRANSCRIBED = "a public transcription of CCPS (1999) and its printed test values"
RURAL = (
    (0.2639841614, 0.24),
    (0.1919884810, 0.144),
    (0.1319920807, 0.0959884821),
    (0.0959942405, 0.0719352873),
    (0.0719956804, 0.0359870447),
    (0.0479971203, 0.0191930905),
)
PUFF = (
    (0.2128723485, 0.6879188104),
    (0.1655673822, 0.6054498546),
    (0.1182624158, 0.3869880922),
    (0.0709574495, 0.1704190466),
    (0.0473049663, 0.1125817020),
    (0.0235234656, 0.0558818229),
)
URBAN = ((0.2639366628, 0.24), (0.1919539366, 0.1679697682), (0.1319683314, 0.0959137165))


AIR = Air(wind=6.0, stability="D")


def plumes(terrain: str, classes: str) -> np.ndarray:
    return np.array([[float(each) for each in plume_sigmas(1.2, name, terrain)] for name in classes])


CHECKS = (
    Check(
        what="Sigma y and z of plumes in open country, classes A to F",
        source=TRANSCRIBED,
        unit="m",
        expected=np.array(RURAL),
        found=lambda: plumes("rural", "ABCDEF"),
        bound=1e-6,
    ),
    Check(
        what="Sigma y and z of plumes in towns, classes C, D, E",
        source=TRANSCRIBED,
        unit="m",
        expected=np.array(URBAN),
        found=lambda: plumes("urban", "CDE"),
        bound=1e-6,
    ),
    Check(
        what="Sigma y and z of puffs, classes A to F",
        source=TRANSCRIBED,
        unit="m",
        expected=np.array(PUFF),
        found=lambda: np.array([[float(each) for each in puff_sigmas(1.2, name)] for name in "ABCDEF"]),
        bound=1e-6,
    ),
    Check(
        what="Sulphur dioxide of a stack of 60 m, 80 g/s, wind 6 m/s, class D: 500 m downwind, and 50 m aside of it",
        source="Crowl and Louvar, Chemical process safety, stack example (not confirmed from the print: shown only)",
        unit="mg/m3",
        expected=[0.145, 0.0637],
        found=lambda: 1e6 * np.ravel(plume(0.08, AIR, 500.0, aside=np.array([0.0, 50.0]), height=60.0)),
        bound=float("inf"),
    ),
)

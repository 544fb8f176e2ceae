"""R values that the standard's tables and formula give, reckoned by hand."""

from decimal import Decimal

from tests.verification.checks import Check

from anlan.science.major_hazard.identify import Held, identify

# Substance, tonnes, exposed persons, R by hand: alpha x beta x q / Q of GB 18218-2018 (tables 1, 3 and 5).
BY_HAND = (("氨", "12", 0, 1.2), ("氨", "10", 29, 2.0), ("氯", "25", 100, 40.0), ("甲苯", "500", 30, 1.2))

CHECKS = (
    Check(
        what="R of single substances, by hand from the printed tables",
        source="GB 18218-2018, tables 1, 3 and 5, formula (2)",
        unit="",
        expected=[r for *_, r in BY_HAND],
        found=lambda: [
            float(identify([Held(substance=name, quantity=Decimal(tonnes))], people).r or 0)
            for name, tonnes, people, _ in BY_HAND
        ],
        bound=0.0,
    ),
)

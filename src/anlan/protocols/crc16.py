"""The table of CRC-16 by X16+X15+X2+1, low bit first, which SL 651 and HJ 212 each step through in their own way."""

from typing import Final

_POLYNOMIAL: Final = 0xA001


def _row(register: int) -> int:
    for _ in range(8):
        register = register >> 1 ^ _POLYNOMIAL if register & 1 else register >> 1
    return register


TABLE: Final = tuple(_row(register) for register in range(256))

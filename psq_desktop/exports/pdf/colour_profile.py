"""The sRGB colour profile that PDF/A asks for, written from the numbers of IEC 61966-2-1.

Built here rather than shipped: no binary file, no foreign licence, the same bytes every time.
"""

from __future__ import annotations

import struct
from functools import lru_cache

# Primaries and white adapted to D50, as ICC's own sRGB profiles have them.
_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_CURVE_POINTS = 1024


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _fixed(value: float) -> int:
    return round(value * 65536)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *map(_fixed, values))


def _curve() -> bytes:
    points = (round(_linear(i / (_CURVE_POINTS - 1)) * 65535) for i in range(_CURVE_POINTS))
    return b"curv" + bytes(4) + struct.pack(f">I{_CURVE_POINTS}H", _CURVE_POINTS, *points)


def _description(text: bytes) -> bytes:
    ascii_part = b"desc" + bytes(4) + struct.pack(">I", len(text) + 1) + text + b"\0"
    return ascii_part + bytes(8 + 3 + 67)  # no Unicode and no Macintosh name


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """An ICC version 2.1 display profile."""
    curve = _curve()
    entries: dict[bytes, bytes] = {
        b"desc": _description(b"sRGB IEC61966-2.1"),
        b"cprt": b"text" + bytes(4) + b"No copyright, use freely\0",
        b"wtpt": _xyz(_WHITE),
        **{name: _xyz(values) for name, values in _PRIMARIES.items()},
    }
    table, data = b"", b""
    start = 128 + 4 + 12 * (len(entries) + 3)
    for name, entry in entries.items():
        table += struct.pack(">4sII", name, start + len(data), len(entry))
        data += entry + bytes(-len(entry) % 4)
    for name in (b"rTRC", b"gTRC", b"bTRC"):  # the three curves are one
        table += struct.pack(">4sII", name, start + len(data), len(curve))
    data += curve + bytes(-len(curve) % 4)
    body = struct.pack(">I", len(entries) + 3) + table + data
    return _header(128 + len(body)) + body


def _header(size: int) -> bytes:
    return struct.pack(
        ">I4sI4s4s4s6H4s4sIIIQI3i4s44x",
        size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ", 2020, 1, 1, 0, 0, 0,
        b"acsp", b"\0\0\0\0", 0, 0, 0, 0, 0, *map(_fixed, _WHITE), b"\0\0\0\0",
    )  # fmt: skip

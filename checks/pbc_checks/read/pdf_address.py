"""Functions of PDFium called by address: to make and check pointers takes longer than most of what they do."""

from __future__ import annotations

import ctypes
from typing import Any

ADDRESS, NUMBER, SIZE, REAL = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong, ctypes.c_double


def by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of PDFium that takes addresses where it has pointers, and returns None for that of nothing."""
    return ctypes.CFUNCTYPE(result, *arguments)(address_of(function))


def address_of(pointer: Any) -> int:
    """Return the address that a pointer holds, 0 for that of nothing."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0

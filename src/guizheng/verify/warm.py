"""预读: a cold register answers a hundred times slower, so it is read in order, and locked, before a node is ready."""

import ctypes
import logging
import mmap
import os
from pathlib import Path

CHUNK = 8 << 20

log = logging.getLogger("guizheng.verify.warm")


def warm(path: Path) -> bool:
    """Read the file into memory and ask the system to keep it there; False where it may not be locked."""
    with path.open("rb", buffering=0) as file:
        while file.read(CHUNK):
            pass
        return _lock(file.fileno(), os.fstat(file.fileno()).st_size)


def _lock(file: int, size: int) -> bool:
    """mlock of a mapping of the same pages; the mapping stays for the life of the process."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    libc.mlock.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    address = libc.mmap(None, size, mmap.PROT_READ, mmap.MAP_SHARED, file, 0)
    if address in (None, ctypes.c_void_p(-1).value) or libc.mlock(address, size):
        log.warning("register not locked in memory (%d bytes): raise the memlock limit", size)
        return False
    return True

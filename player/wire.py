"""What crosses the wire: JSON in which arrays are base64 and equal arrays are sent once."""

import base64
import hashlib
from collections.abc import Mapping

import numpy as np

_TYPES = {"float32": "f4", "float64": "f8", "int32": "i4", "uint8": "u1", "bool": "b1"}


def single(values: np.ndarray) -> np.ndarray:
    """As float32, which is what a screen can tell; what is too large for it becomes infinite."""
    with np.errstate(over="ignore", under="ignore"):
        return values.astype(np.float32)


def pack(body) -> dict:
    """`{"arrays": {id: {dtype, planes, shape}}, "body": ...}` for nested dicts, lists and arrays.

    Arrays keep their type (float32, float64, int32, uint8 or bool; other integers become int32);
    the id is a hash of the content, so that equal arrays appear once. NaN and infinity survive
    inside arrays only: in `body` they become None. `planes` holds the first byte of every number,
    then the second of every number, and so on: signs and exponents lie together, and the message
    is packed a fifth smaller on its way.
    """
    arrays = {}

    def put(array):
        if array.dtype.name not in _TYPES:
            array = array.astype(np.int32 if array.dtype.kind in "iu" else np.float64)
        content = np.ascontiguousarray(array).tobytes()
        planes = np.frombuffer(content, np.uint8).reshape(-1, array.itemsize).T
        name = hashlib.blake2b(content + str(array.shape).encode(), digest_size=6).hexdigest()
        if name not in arrays:
            arrays[name] = {
                "dtype": _TYPES[array.dtype.name],
                "planes": base64.b64encode(planes.tobytes()).decode(),
                "shape": list(array.shape),
            }
        return {"$array": name}

    def walk(value):
        if isinstance(value, np.ndarray):
            return put(value)
        if isinstance(value, Mapping):
            return {key: walk(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [walk(item) for item in value]
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, float) and not np.isfinite(value):
            return None
        return value

    body = walk(body)
    return {"arrays": arrays, "body": body}


def fingerprint(message) -> str:
    """A short name of the content of a packed message, or of anything that is told by its repr."""
    return hashlib.blake2b(repr(message).encode(), digest_size=8).hexdigest()

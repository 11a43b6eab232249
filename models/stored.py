"""A model's state as bytes in skops's format: loading runs no code, equal states give equal bytes.

skops names arrays after memory addresses and stamps its zip with the time; both are made to
follow from the content alone. Long lists of words and vocabularies are packed into one array
each, because skops would spend a node (half a kilobyte) on every word.
"""

from __future__ import annotations

import copy
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import skops.io
from sklearn.base import BaseEstimator
from skops.io.exceptions import UntrustedTypesFoundException

from nlp.errors import BadBundle

MAX_UNPACKED = 400_000_000
"""Bytes that one stored model may unpack to: many times what a bundle needs."""

_PACK_FROM = 32
_LIST, _INDEX = "packed list", "packed index"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def freeze(state: dict[str, Any]) -> bytes:
    """The state as skops bytes; ``BadBundle`` if it holds a type that skops does not trust."""
    raw = skops.io.dumps(_walk(state, _pack))
    _refuse_untrusted(skops.io.get_untrusted_types(data=raw))
    return _canonical(raw)


def thaw(stored: bytes) -> dict[str, Any]:
    """The state back from ``freeze``'s bytes; ``BadBundle`` if they are anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(stored)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                raise BadBundle("A stored model unpacks to more than it may: do not use this bundle.")
        state = skops.io.loads(stored)
    except UntrustedTypesFoundException as error:
        raise BadBundle(f"{error}: do not use this bundle.") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, AttributeError, EOFError, RecursionError) as error:
        raise BadBundle(f"A stored model is no skops file ({error}): train it again.") from error
    if not isinstance(state, dict):
        raise BadBundle("A stored model is not a model's state: train it again.")
    unpacked: dict[str, Any] = _walk(state, _unpack)
    return unpacked


def _refuse_untrusted(types: list[str]) -> None:
    if types:
        raise BadBundle(
            f"A model's state holds {', '.join(types)}, which would have to be trusted on loading:"
            " keep only scikit-learn estimators, arrays and plain values in it."
        )


def _walk(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with ``change`` done to every list and dict in it, estimators' own ones too."""
    changed = change(value)
    if changed is not value:
        return changed
    if type(value) is dict:
        return {key: _walk(item, change) for key, item in value.items()}
    if type(value) is list:
        return [_walk(item, change) for item in value]
    if type(value) is tuple:
        return tuple(_walk(item, change) for item in value)
    if isinstance(value, BaseEstimator):
        twin = copy.copy(value)
        # scikit-learn keeps id(stop_words) here: an address, different in every process
        vars(twin).pop("_stop_words_id", None)
        for name, item in vars(twin).items():
            setattr(twin, name, _walk(item, change))
        return twin
    return value


def _pack(value: Any) -> Any:
    if type(value) not in (list, dict) or len(value) < _PACK_FROM or not _all_words(value):
        return value
    if type(value) is list:
        return {_LIST: _join(value)}
    places = value.values()
    whole = all(isinstance(place, int | np.integer) for place in places)
    if whole and set(places) == set(range(len(value))):
        return {_INDEX: _join(sorted(value, key=value.__getitem__))}
    return value


def _unpack(value: Any) -> Any:
    if type(value) is dict and len(value) == 1:
        if _LIST in value:
            return _split(value[_LIST])
        if _INDEX in value:
            return {word: index for index, word in enumerate(_split(value[_INDEX]))}
    return value


def _all_words(words: list[Any] | dict[Any, Any]) -> bool:
    return all(type(word) is str and "\0" not in word for word in words)


def _join(words: list[str]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.frombuffer("\0".join(words).encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _split(packed: np.ndarray[Any, np.dtype[np.uint8]]) -> list[str]:
    return packed.tobytes().decode("utf-8", "surrogatepass").split("\0")


def _canonical(raw: bytes) -> bytes:
    """A skops zip with its files named by their content and nothing left of time or memory."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        schema = json.loads(parts.read("schema.json"))
        contents = {name: parts.read(name) for name in parts.namelist() if name != "schema.json"}
    renamed = {
        name: f"{hashlib.sha256(content).hexdigest()[:32]}.{name.rpartition('.')[2]}"
        for name, content in contents.items()
    }
    _tidy(schema, renamed)
    files = {renamed[name]: content for name, content in contents.items()}
    files["schema.json"] = json.dumps(schema, separators=(",", ":")).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            out.writestr(entry, files[name], compresslevel=9)
    return buffer.getvalue()


def _tidy(node: Any, renamed: dict[str, str]) -> None:
    """Drop the memory addresses of a skops schema and rename its files, in place."""
    if isinstance(node, list):
        for item in node:
            _tidy(item, renamed)
    elif isinstance(node, dict):
        if "__loader__" in node:
            node.pop("__id__", None)
            if node.get("file") in renamed:
                node["file"] = renamed[node["file"]]
        for item in node.values():
            _tidy(item, renamed)

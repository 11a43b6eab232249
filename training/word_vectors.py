"""The vectors of words that come with the project (``making_vectors.py`` tells where they are from)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from models.word_vectors import WordVectors

PATH = Path(__file__).with_name("word_vectors.npz")


def load_vectors(path: Path = PATH) -> WordVectors:
    """The vectors of a file; loading runs nothing that stands in it."""
    with np.load(path, allow_pickle=False) as stored:
        words = stored["words"].tobytes().decode().split("\n")
        return WordVectors.from_state({"words": words, "steps": stored["steps"], "scales": stored["scales"]})


def save_vectors(vectors: WordVectors, path: Path) -> None:
    """Write the vectors to a file."""
    words = np.frombuffer("\n".join(vectors.words).encode(), dtype=np.uint8)
    np.savez_compressed(path, words=words, steps=vectors.steps, scales=vectors.scales)

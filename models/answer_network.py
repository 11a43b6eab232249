"""A small neural network that reads an answer after its question, word by word, and tells the answer's status.

It sees what its words mean (``WordVectors``) and what stands beside them: a convolution over neighbouring words, of
which the largest and the mean features over all words tell the status (Kim 2014). The regression beside it knows only
terms that letters taught; a new wording of an old thing is felt here. It is built of thinc's layers and kept as arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self, cast

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax
from thinc.api import (
    Adam,
    Linear,
    Maxout,
    Model,
    chain,
    concatenate,
    expand_window,
    fix_random_seed,
    list2ragged,
    reduce_max,
    reduce_mean,
    residual,
    use_ops,
    with_array,
)

from models.calibration import Floats, Ints
from models.evidence import StatusContext
from models.text import masked_words
from models.weights import refuse_no_numbers
from models.word_vectors import Vectors, WordVectors

Read = NDArray[np.int32]
"""Words by their rows in the vectors' table, counted from 1: below nought those of the question, then the answer's."""

_WIDTH = 96
_DEPTH = 2
"""Convolutions one upon the other: each lets a word feel one more to either side."""
_PIECES = 3
_QUESTION = 50
"""Words of a question that are read, from its end."""
_FIRST, _LAST = 130, 70
"""Words of an answer that are read, from its beginning and from its end."""
_EPOCHS = 3
_BATCH = 32
_LEARN_RATE = 1e-3
_DROPOUT = 0.15
_AT_ONCE = 256
"""Answers that are judged at a time."""
_DIGITS = 2
"""Decimals of a score: further ones differ with the answers that are judged beside it."""


@dataclass(frozen=True, slots=True, eq=False)
class AnswerNetwork:
    """Scores of statuses from the words of an answer and of its question."""

    size: int
    """How many classes there are."""
    vectors: WordVectors
    arrays: tuple[Vectors, ...]

    @classmethod
    def fit(
        cls,
        read: Sequence[Read],
        classes: Ints,
        weights: Floats,
        vectors: WordVectors,
        size: int,
        seed: int,
    ) -> Self:
        """Learns the class of each answer, one of ``size``; ``weights`` is how much each counts."""
        fix_random_seed(seed)
        random = np.random.default_rng(seed)
        layers = _layers(vectors.width, size)
        optimizer = Adam(_LEARN_RATE, L2=1e-4, use_averages=True)
        counts = (weights / weights.mean()).astype(np.float32)
        truth = np.eye(size, dtype=np.float32)[classes]
        lengths = np.array([len(words) for words in read])
        steps = _EPOCHS * -(-len(read) // _BATCH)
        step = 0
        for _ in range(_EPOCHS):
            for places in _batches(lengths, random):
                scores, backward = layers.begin_update(_shown([read[place] for place in places], vectors))
                wrong = (softmax(scores, axis=1) - truth[places]) * counts[places, None]
                backward(wrong / len(places))
                # small steps at the end settle what large ones have found
                optimizer.learn_rate = _LEARN_RATE * max(0.02, 1 - step / steps)
                layers.finish_update(optimizer)
                step += 1
        with layers.use_params(optimizer.averages):
            learnt = (np.asarray(node.get_param(name)) for node, name in _named(layers))
            return cls(size, vectors, tuple(array.astype(np.float16).astype(np.float32) for array in learnt))

    def scores(self, read: Sequence[Read]) -> Floats:
        """Log odds of the classes (answers x classes), up to a constant of each answer."""
        layers = _learnt(self)
        found = np.zeros((len(read), self.size))
        order = np.argsort([len(words) for words in read], kind="stable")
        for start in range(0, len(order), _AT_ONCE):
            places = order[start : start + _AT_ONCE]
            found[places] = layers.predict(_shown([read[place] for place in places], self.vectors))
        return np.round(found, _DIGITS)

    def state(self) -> dict[str, Any]:
        """Plain strings and arrays that ``from_state`` reads back."""
        return {
            "size": self.size,
            "vectors": self.vectors.state(),
            "arrays": [array.astype(np.float16) for array in self.arrays],
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The network that ``state`` came from; raises ``ValueError`` if a weight is no number or has no place."""
        size, vectors = int(state["size"]), WordVectors.from_state(state["vectors"])
        arrays = tuple(array.astype(np.float32) for array in state["arrays"])
        # weights that are there take no more memory than they did in the bundle; a size that is only said might
        if not {(_WIDTH, _PIECES, vectors.width + 2), (size, 2 * _WIDTH)} <= {array.shape for array in arrays}:
            raise ValueError("the weights do not fit the network")
        refuse_no_numbers(*arrays)
        network = cls(size, vectors, arrays)
        _learnt(network)
        return network


def words_read(context: StatusContext, vectors: WordVectors) -> Read:
    """The words of an answer and of its question that a network reads."""
    question = _places(masked_words(context.question)[-_QUESTION:], vectors)
    answer = _places(masked_words(context.answer), vectors)
    if len(answer) > _FIRST + _LAST:
        answer = np.concatenate([answer[:_FIRST], answer[-_LAST:]])
    if not len(question) and not len(answer):
        answer = np.zeros(1, dtype=np.int64)  # an unknown word stands where there is none
    # no word has the place nought, so that its sign tells whose it is
    return np.concatenate([-1 - question, 1 + answer]).astype(np.int32)


def _places(words: Sequence[str], vectors: WordVectors) -> NDArray[np.int64]:
    return np.array([vectors.places.get(word, 0) for word in words], dtype=np.int64)


def _shown(read: Sequence[Read], vectors: WordVectors) -> list[Vectors]:
    """Each answer's words as the layers take them: their vectors, and whether they ask or answer (words x numbers)."""
    return [
        np.hstack([vectors.table[np.abs(words) - 1], (words < 0)[:, None], (words > 0)[:, None]], dtype=np.float32)
        for words in read
    ]


def _layers(width: int, size: int) -> Model[list[Vectors], Vectors]:
    """The network, its weights not yet learnt, for words of ``width`` numbers and ``size`` classes."""
    with use_ops("numpy", use_blis=False):  # NumPy's own product of matrices is three times as fast
        felt = [residual(chain(expand_window(1), _maxout(3 * _WIDTH))) for _ in range(_DEPTH)]
        layers: Model[list[Vectors], Vectors] = chain(
            # the padding keeps the words of one answer from being felt in the next
            with_array(chain(_maxout(width + 2), *felt), pad=_DEPTH),
            list2ragged(),
            concatenate(reduce_max(), reduce_mean()),
            Linear(size, 2 * _WIDTH),
        )
    layers.initialize(X=[np.zeros((1, width + 2), dtype=np.float32)], Y=np.zeros((1, size), dtype=np.float32))
    return layers


@lru_cache(maxsize=2)
def _learnt(network: AnswerNetwork) -> Model[list[Vectors], Vectors]:
    """The layers of a network, built once; ``ValueError`` if its weights are not theirs."""
    layers = _layers(network.vectors.width, network.size)
    named = _named(layers)
    if [node.get_param(name).shape for node, name in named] != [array.shape for array in network.arrays]:
        raise ValueError("the weights do not fit the network")
    for (node, name), array in zip(named, network.arrays, strict=True):
        node.set_param(name, cast(Any, array))
    return layers


def _maxout(inputs: int) -> Model[Any, Any]:
    return Maxout(_WIDTH, inputs, nP=_PIECES, normalize=True, dropout=_DROPOUT)


def _named(layers: Model[Any, Any]) -> list[tuple[Model[Any, Any], str]]:
    """Each weight of the layers, by its node and its name, in the order in which they are kept."""
    return [(node, name) for node in layers.walk() for name in sorted(node.param_names)]


def _batches(lengths: Ints, random: np.random.Generator) -> Iterator[Ints]:
    """Places of answers, by chance, those of like length together."""
    order = np.argsort(lengths + random.uniform(0, 20, len(lengths)), kind="stable")
    batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    for place in random.permutation(len(batches)):
        yield batches[place]

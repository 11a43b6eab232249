"""What an answer does for the person who asked: TF-IDF and logistic regression, and a network, calibrated.

One regression over all statuses and a network that knows what words mean give the main one and its
probability: each sees what the other misses, so the mean of their scores counts. A second
regression, one status at a time, tells what else an answer does ("12 last year; the year before is
not held"), since that takes less than being the main thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from models.adapting import EACH_BY_ITSELF, ONE_OF_ALL, steps
from models.answer_network import AnswerNetwork, Read, words_read
from models.calibration import Calibration, Floats, Ints
from models.crossed import Crossed, Folds, Places, combined, cross_fit, fit_without, held_out
from models.evidence import KINDS, StatusContext, status_terms
from models.settings import StatusSettings
from models.terms import TermBlocks, TermIndex
from models.text import MASKS
from models.weights import loaded, refuse_no_numbers, rounded, stored
from models.word_vectors import WordVectors
from nlp.types import Status

__all__ = ["Evidence", "StatusContext", "StatusExample", "StatusModel", "StatusPredictions"]

STATUSES = tuple(Status)
_PLACE = {status: place for place, status in enumerate(STATUSES)}
_PROVIDED, _UNANSWERED = _PLACE[Status.PROVIDED], _PLACE[Status.UNANSWERED]
_SHIFT_PENALTY = 10.0
_BLANK_SIGNS = frozenset("-–—._ ")
_CERTAIN = 0.999
_NEVER = -20.0
_FALSE_ALARM = 1.0
"""What naming a wrong second status costs, where naming a right one earns 1."""
_BOTH = 1.0
"""What the chances of two statuses come to at least where an answer has both: rivals share less."""

_SAID = MASKS | {"^": "[start]", "$": "[end]", "_": "…"}

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class StatusExample:
    """A labelled answer to learn from, its main status first; ``times`` is how many times over it counts."""

    context: StatusContext
    statuses: tuple[Status, ...]
    times: float = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """A term of an answer and how much it speaks for (above nought) or against its status."""

    kind: str
    term: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class StatusPredictions:
    """Calibrated probabilities and the statuses that they lead to.

    ``probabilities`` is answers x statuses, in the order of ``Status``; ``statuses`` has one entry
    an answer, its main status first.
    """

    probabilities: Floats
    statuses: tuple[tuple[Status, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Regression:
    """Fitted logistic regressions: ``weights`` (terms x statuses) and ``intercepts`` (statuses)."""

    weights: npt.NDArray[np.float32]
    intercepts: npt.NDArray[np.float32]

    def scores(self, rows: sp.csr_array) -> Floats:
        return np.asarray(rows @ self.weights + self.intercepts, dtype=np.float64)

    def moved(self, by: Floats) -> Self:
        return replace(self, weights=self.weights + by.astype(np.float32))

    def state(self) -> dict[str, Any]:
        return {"weights": stored(self.weights), "intercepts": self.intercepts}

    @classmethod
    def from_state(cls, state: dict[str, Any], terms: int) -> Self:
        """The regressions on so many ``terms``; ``ValueError`` if the state has none."""
        weights, intercepts = loaded(state["weights"]), state["intercepts"]
        if weights.shape != (terms, len(STATUSES)) or intercepts.shape != (len(STATUSES),):
            raise ValueError("there are too few weights or too many")
        refuse_no_numbers(weights, intercepts)
        return cls(weights, intercepts)


@dataclass(frozen=True, slots=True, eq=False)
class _Examples:
    """Labelled answers as the regressions and the network want them, one entry an answer."""

    terms: list[TermBlocks]
    read: list[Read]
    main: Ints
    present: Truths
    weights: Floats

    def at(self, places: npt.NDArray[np.int64]) -> _Examples:
        terms, read = [self.terms[place] for place in places], [self.read[place] for place in places]
        return _Examples(terms, read, self.main[places], self.present[places], self.weights[places])


@dataclass(frozen=True, slots=True, eq=False)
class StatusModel:
    """Statuses of answers from their words and their questions."""

    index: TermIndex
    main: _Regression
    present: _Regression
    network: AnswerNetwork
    calibration: Calibration
    thresholds: Floats

    @classmethod
    def cross_fit(
        cls, examples: Sequence[StatusExample], folds: Folds, vectors: WordVectors, settings: StatusSettings, seed: int
    ) -> Crossed[Self]:
        """Learn from labelled answers; ``vectors`` is what their words mean.

        Raises ``ValueError`` where there are not two main statuses to learn from outside each fold.
        """
        told = [place for place, one in enumerate(examples) if not is_blank(one.context.answer)]
        folds = folds.of(np.array(told, dtype=np.intp))
        taught = _examples([examples[place] for place in told], vectors, settings)
        if any(len(set(taught.main[learnt])) < 2 for learnt, _ in folds.sides()):
            raise ValueError("The status model needs answers of two statuses outside each fold.")
        learnt = cross_fit(folds, lambda places: _Learnt.of(taught.at(places), vectors, settings, seed))
        scores = held_out(folds, learnt.without, lambda one, kept: one.scores(taught.at(kept)))
        chances = held_out(folds, learnt.without, lambda one, kept: one.chances(taught.at(kept)))

        def calibrated(places: Places) -> tuple[Calibration, Floats]:
            calibration = Calibration.fit(scores[places], taught.main[places], _SHIFT_PENALTY)
            calibration = calibration.leaning(_PROVIDED, settings.lean)
            main = calibration.apply(scores[places]).argmax(axis=1)
            return calibration, _thresholds(main, chances[places], taught.present[places])

        return combined(
            lambda one, judged: cls(one.index, one.main, one.present, one.network, *judged),
            learnt,
            cross_fit(folds, calibrated),
        )

    def adapted(self, labelled: Sequence[StatusExample], settings: StatusSettings) -> Self:
        """The model moved to some labelled answers of one campaign, by ``settings.leeway``, for the rest of them.

        Its regressions move, its network stays. What it says of answers with none of their terms stays as it is.
        """
        told = [one for one in labelled if not is_blank(one.context.answer)]
        if not told:
            return self
        examples = _examples(told, self.network.vectors, settings)
        rows = self.index.transform(examples.terms)
        main = steps(
            # the model is right if its calibrated scores are, in which the regression has a half
            rows * (self.calibration.sharpness / 2),
            self.calibration.scaled(_agreed(self.main.scores(rows), self.network.scores(examples.read))),
            np.eye(len(STATUSES))[examples.main],
            examples.weights,
            ONE_OF_ALL,
            settings.leeway,
        )
        # a status that nothing was learnt of as a second one is not learnt from a few letters
        known = self.present.weights.any(axis=0)
        present = np.zeros_like(main)
        present[:, known] = steps(
            rows,
            self.present.scores(rows)[:, known],
            examples.present[:, known].astype(np.float64),
            examples.weights,
            EACH_BY_ITSELF,
            settings.leeway,
        )
        return replace(self, main=self.main.moved(main), present=self.present.moved(present))

    def predict(self, contexts: Sequence[StatusContext]) -> StatusPredictions:
        """The statuses of each answer, the main one first, with calibrated probabilities."""
        if not contexts:
            return StatusPredictions(np.zeros((0, len(STATUSES))), ())
        rows = self.index.transform([status_terms(context) for context in contexts])
        probabilities = self.calibration.apply(_agreed(self.main.scores(rows), self._felt(contexts)))
        chances = expit(self.present.scores(rows))
        blank = np.array([is_blank(context.answer) for context in contexts])
        probabilities[blank] = (1 - _CERTAIN) / (len(STATUSES) - 1)
        probabilities[blank, _UNANSWERED] = _CERTAIN
        chances[blank] = 0.0
        statuses = tuple(self._named(row, chance) for row, chance in zip(probabilities, chances, strict=True))
        return StatusPredictions(probabilities, statuses)

    def _felt(self, contexts: Sequence[StatusContext]) -> Floats:
        """What the network says of answers (answers x statuses)."""
        return self.network.scores([words_read(context, self.network.vectors) for context in contexts])

    def _named(self, probabilities: Floats, chances: Floats) -> tuple[Status, ...]:
        main = int(probabilities.argmax())
        others = [
            int(place)
            for place in np.argsort(-chances, kind="stable")
            if chances[place] >= self.thresholds[place] and chances[place] + chances[main] >= _BOTH
        ]
        return tuple(STATUSES[place] for place in [main, *(place for place in others if place != main)])

    def explain(self, context: StatusContext, top: int = 8) -> tuple[Evidence, ...]:
        """The terms that spoke loudest for and against the predicted status, loudest first.

        Weights are log-odds against the mean of all statuses, in the regression: what the network feels has no terms.
        A blank answer gives none.
        """
        if is_blank(context.answer):
            return ()
        row = self.index.transform([status_terms(context)])
        scores = _agreed(self.main.scores(row), self._felt([context]))
        status = int(self.calibration.apply(scores).argmax())
        names = self.index.names()
        spoken: dict[tuple[str, str], float] = {}
        for column, weight in zip(row.indices, row.data * self.main.weights[row.indices, status], strict=True):
            kind, term = names[column]
            said = _said(term)
            spoken[KINDS[kind], said] = spoken.get((KINDS[kind], said), 0.0) + float(weight)
        loudest = sorted(spoken, key=lambda name: (-abs(spoken[name]), name))[:top]
        return tuple(Evidence(kind, term, spoken[kind, term]) for kind, term in loudest)

    def strongest(self, status: Status, top: int) -> tuple[Evidence, ...]:
        """The ``top`` terms that speak loudest for a status, loudest first, and as many that speak against it."""
        names = self.index.names()
        weights = self.main.weights[:, _PLACE[status]]
        order = np.argsort(-weights, kind="stable")
        return tuple(
            Evidence(KINDS[kind], _said(term), float(weights[column]))
            for column in [*order[:top], *order[max(top, len(order) - top) :]]
            for kind, term in [names[column]]
        )

    def state(self) -> dict[str, Any]:
        """Plain strings, numbers and arrays that ``from_state`` reads back."""
        return {
            "index": self.index.state(),
            "main": self.main.state(),
            "present": self.present.state(),
            "network": self.network.state(),
            "calibration": self.calibration.state(),
            "thresholds": self.thresholds,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The model that ``state`` came from; raises ``ValueError`` if its parts do not fit each other."""
        index = TermIndex.from_state(state["index"], tuple(KINDS))
        network = AnswerNetwork.from_state(state["network"])
        calibration, thresholds = Calibration.from_state(state["calibration"]), state["thresholds"]
        each = (len(STATUSES),)
        if not (network.size,) == calibration.shifts.shape == thresholds.shape == each:
            raise ValueError("there are other statuses")
        if not np.isfinite([calibration.sharpness, *calibration.shifts, *thresholds]).all():
            raise ValueError("a threshold, or what calibrates, is no number")
        return cls(
            index,
            _Regression.from_state(state["main"], len(index.weights)),
            _Regression.from_state(state["present"], len(index.weights)),
            network,
            calibration,
            thresholds,
        )


def is_blank(answer: str) -> bool:
    """Whether nothing but a dash or a line to write on stands where the answer should."""
    return all(sign in _BLANK_SIGNS for sign in answer)


def _said(term: str) -> str:
    """The term as a person reads it."""
    return " ".join(_SAID.get(word, word) for word in term.split())


@dataclass(frozen=True, slots=True, eq=False)
class TaughtAnswers:
    """Labelled answers with their terms, whatever the settings; all of them have words.

    ``main`` is the place of each one's main status in ``STATUSES`` (answers).
    """

    contexts: tuple[StatusContext, ...]
    terms: tuple[TermBlocks, ...]
    main: Ints

    @classmethod
    def of(cls, contexts: Sequence[StatusContext], statuses: Sequence[tuple[Status, ...]]) -> Self:
        """Looks at the words of answers whose statuses are known."""
        main = np.array([_PLACE[named[0]] for named in statuses], dtype=np.int64)
        return cls(tuple(contexts), tuple(map(status_terms, contexts)), main)

    def held_out(self, folds: Folds, settings: StatusSettings, seed: int) -> Floats:
        """The probabilities of each answer's main status (answers x statuses), by what the other folds taught.

        That is the regression without a network; the folds, of which there are two at least, calibrate each other.
        """
        weights = _weights(self.contexts, settings)

        def fit(places: Places) -> tuple[TermIndex, _Regression]:
            terms = [self.terms[place] for place in places]
            index = TermIndex.fit(terms, tuple(KINDS), settings.fewest)
            rows = index.transform(terms)
            return index, _fit_main(rows, self.main[places], weights[places], _solver(settings, seed))

        def judge(learnt: tuple[TermIndex, _Regression], places: Places) -> Floats:
            index, main = learnt
            return main.scores(index.transform([self.terms[place] for place in places]))

        scores = held_out(folds, fit_without(folds, fit), judge)
        calibrations = fit_without(
            folds, lambda places: Calibration.fit(scores[places], self.main[places], _SHIFT_PENALTY)
        )
        return held_out(folds, calibrations, lambda calibration, places: calibration.apply(scores[places]))


def _agreed(regression: Floats, network: Floats) -> Floats:
    """The scores of both together: the mean of log-odds is what neither contradicts."""
    return (regression + network) / 2


def _examples(told: Sequence[StatusExample], vectors: WordVectors, settings: StatusSettings) -> _Examples:
    present = np.zeros((len(told), len(STATUSES)), dtype=bool)
    for row, one in enumerate(told):
        present[row, [_PLACE[status] for status in one.statuses]] = True
    contexts = [one.context for one in told]
    return _Examples(
        [status_terms(context) for context in contexts],
        [words_read(context, vectors) for context in contexts],
        np.array([_PLACE[one.statuses[0]] for one in told], dtype=np.int64),
        present,
        _weights(contexts, settings) * np.array([one.times for one in told]),
    )


def _weights(contexts: Sequence[StatusContext], settings: StatusSettings) -> Floats:
    """How much each answer counts."""
    return np.array([settings.prose_weight if context.column is None else settings.cell_weight for context in contexts])


def _solver(settings: StatusSettings, seed: int) -> LogisticRegression:
    return LogisticRegression(C=settings.strength, max_iter=500, random_state=seed)


@dataclass(frozen=True, slots=True, eq=False)
class _Learnt:
    """What labelled answers taught, not yet calibrated."""

    index: TermIndex
    main: _Regression
    present: _Regression
    network: AnswerNetwork

    @classmethod
    def of(cls, examples: _Examples, vectors: WordVectors, settings: StatusSettings, seed: int) -> Self:
        index = TermIndex.fit(examples.terms, tuple(KINDS), settings.fewest)
        rows = index.transform(examples.terms)
        solver = _solver(settings, seed)
        main = _fit_main(rows, examples.main, examples.weights, solver)
        network = AnswerNetwork.fit(examples.read, examples.main, examples.weights, vectors, len(STATUSES), seed)
        return cls(index, main, _fit_present(rows, examples, solver), network)

    def scores(self, examples: _Examples) -> Floats:
        """Of main statuses, regression and network together (answers x statuses)."""
        return _agreed(self.main.scores(self.index.transform(examples.terms)), self.network.scores(examples.read))

    def chances(self, examples: _Examples) -> Floats:
        """How likely each status is beside others (answers x statuses)."""
        return np.asarray(expit(self.present.scores(self.index.transform(examples.terms))))


def _fit_main(rows: sp.csr_array, statuses: Ints, counts: Floats, solver: LogisticRegression) -> _Regression:
    fitted = solver.fit(rows, statuses, sample_weight=counts)
    weights, intercepts = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:
        weights = np.vstack([-weights, weights]) / 2
        intercepts = np.concatenate([-intercepts, intercepts]) / 2
    all_weights = np.zeros((rows.shape[1], len(STATUSES)), dtype=np.float32)
    all_intercepts = np.full(len(STATUSES), _NEVER, dtype=np.float32)
    all_weights[:, fitted.classes_] = weights.T
    all_intercepts[fitted.classes_] = intercepts
    return _Regression(rounded(all_weights), all_intercepts)


def _fit_present(rows: sp.csr_array, examples: _Examples, solver: LogisticRegression) -> _Regression:
    weights = np.zeros((rows.shape[1], len(STATUSES)), dtype=np.float32)
    intercepts = np.full(len(STATUSES), _NEVER, dtype=np.float32)
    for place in range(len(STATUSES)):
        wanted = examples.present[:, place]
        if place != _UNANSWERED and wanted.any() and not wanted.all():
            fitted = solver.fit(rows, wanted, sample_weight=examples.weights)
            weights[:, place], intercepts[place] = fitted.coef_[0], fitted.intercept_[0]
    return _Regression(rounded(weights), intercepts)


def _thresholds(main: Ints, chances: Floats, present: Truths) -> Floats:
    """The chance from which naming each status beside the main one gains more than it costs."""
    thresholds = np.full(len(STATUSES), 2.0)
    for place in range(len(STATUSES)):
        beside = (main != place) & (chances[:, place] + chances[np.arange(len(main)), main] >= _BOTH)
        most = 0.0
        for threshold in np.arange(0.05, 0.95, 0.02):
            named = chances[beside, place] >= threshold
            right = float((named & present[beside, place]).sum())
            gain = right - _FALSE_ALARM * (float(named.sum()) - right)
            if gain > most:
                most, thresholds[place] = gain, threshold
    return thresholds

"""What role each logical line plays: a logistic regression on the line itself, small networks on what is around it.

The *content* regression sees what a line looks like. The networks see no words, only what the regression thought of the
lines around (stacked sequential learning, Cohen and Carvalho 2005), how they are laid out, and what recurs in the
pile. Transitions counted from labelled letters then decode the likeliest sequences, and of these readings of the letter
the one is taken that hangs together best as questions and answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from models.coherence import MARKS
from models.decoding import Grammar
from models.line_content import Content, Floats, softmax
from models.line_features import line_texts
from models.network import Network
from models.ranking import Ranking
from models.readings import AT, LetterRoles, Letters, Seen, readings_of, without_furniture
from models.surroundings import surroundings
from nlp.background import ALONE, Background
from nlp.logical_line import LogicalLine
from nlp.types import Role

_LINES_AT_ONCE = 20_000
"""Lines, of whole letters, that are looked at together: each takes several kilobytes."""


def agreed(networks: Sequence[Network], rows: NDArray[np.float32]) -> Floats:
    """How likely each role is for each line (lines x roles): the geometric mean of what the networks say."""
    logs = [np.log(softmax(network.scores(rows)) + 1e-6) for network in networks]
    return softmax(np.mean(logs, axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class RoleModel:
    """Labels the logical lines of letters with their roles."""

    flags: dict[str, int]
    content: Content
    networks: tuple[Network, ...]
    grammar: Grammar
    ranking: Ranking

    def predict(self, letters: Letters, background: Background = ALONE) -> list[LetterRoles]:
        """The roles of every letter's lines, given what is known of all of them before; none where there are no lines.

        A letter answers something: one that answers nothing is next to unheard of.
        """
        found: list[LetterRoles] = []
        some: list[tuple[str, Sequence[LogicalLine]]] = []
        held = 0
        for view, lines in letters:
            held += len(lines)
            if some and held > _LINES_AT_ONCE:
                found += self._predict(some, background)
                some, held = [], len(lines)
            some.append((view, lines))
        return found + self._predict(some, background)

    def _predict(self, letters: Letters, background: Background) -> list[LetterRoles]:
        found = [LetterRoles((Role.FURNITURE,) * len(lines), np.ones(len(lines))) for _, lines in letters]
        texts = line_texts(without_furniture(letters), [background] * len(letters))
        if not texts.words:
            return found
        thought = self.content.probabilities(texts)
        likely = agreed(self.networks, surroundings(thought, texts, self.flags, AT))
        for place, letter in Seen(letters, texts, thought, likely).each():
            readings = readings_of(letter, self.grammar, self.ranking)
            likelihoods = self.ranking.likelihoods(readings.marks)
            best = int(likelihoods.argmax())
            sure = float(likelihoods[best]) if readings.compared else 0.0
            found[place] = letter.roles(readings.paths[best], sure)
        return found

    def state(self) -> dict[str, Any]:
        """Estimators and arrays only, as the bundle stores them."""
        return {
            "content": self.content.state(),
            "flags": self.flags,
            "networks": [network.state() for network in self.networks],
            "grammar": {"steps": self.grammar.steps, "starts": self.grammar.starts, "ends": self.grammar.ends},
            "ranking": self.ranking.state(),
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The model that ``state`` came from."""
        return cls(
            state["flags"],
            Content.from_state(state["content"]),
            tuple(map(Network.from_state, state["networks"])),
            Grammar(**state["grammar"]),
            Ranking.from_state(state["ranking"], MARKS),
        )

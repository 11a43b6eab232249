"""What the documents say of commands, columns, statuses and files is so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from nlp.errors import BadLabels
from nlp.labelled import KINDS, parse_labelled
from nlp.types import Bound, Status
from scoring.cli import foi
from scoring.columns import ANSWER_COLUMNS
from training.corpus import TRAIN

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
LABELLING = ROOT / "training" / "corpus" / "README.md"
DOCUMENTS = (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", LABELLING)
HELP = ("-h", "--help")

FENCED = re.compile(r"^```[a-z]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]\[]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

per_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


def snippets(text: str) -> Iterator[str]:
    """Every line of a code block, without its comment, and everything in single back-quotes."""
    for block in FENCED.findall(text):
        yield from (line.split("  #")[0].split(" # ")[0].strip() for line in block.splitlines())
    yield from INLINE.findall(FENCED.sub("", text))


def in_table(text: str, heading: str) -> list[str]:
    """The names in back-quotes in the first column of the tables under a heading."""
    part = re.split(r"^#+ ", text.split(f"# {heading}\n")[1], flags=re.MULTILINE)[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return [name for cell in cells for name in INLINE.findall(cell)]


def commands(group: click.Group, path: str = "foi") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, under the words one types for it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


COMMANDS = dict(commands(foi))


def faults(line: str) -> list[str]:
    """What in a command line that begins with `foi` no command or option answers to."""
    command: click.Command = foi
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0)
        if name == "COMMAND":
            break
        if name not in command.commands:
            return [name]
        command = command.commands[name]
    known = {option for parameter in command.params for option in parameter.opts}
    return [word for word in words if word.startswith("-") and word not in known.union(HELP)]


@per_document
def test_every_command_line_exists(document: Path) -> None:
    lines = [line for line in snippets(document.read_text("utf-8")) if line.startswith("foi ")]
    assert lines
    assert {line: found for line in lines if (found := faults(line))} == {}


def test_faults_are_seen() -> None:
    assert faults("foi score letters/ --output answers.csv") == []
    assert faults("foi labels check our-letters/") == []
    assert faults("foi score letters/ --colour red") == ["--colour"]
    assert faults("foi labels mend our-letters/") == ["mend"]
    assert faults("foi paint") == ["paint"]


def test_options_named_by_themselves_exist() -> None:
    named = {line.split()[0] for line in snippets(README.read_text("utf-8")) if line.startswith("--")}
    known = {option for command in COMMANDS.values() for p in command.params for option in p.opts}
    assert named
    assert named <= known


def test_every_command_has_an_example() -> None:
    blocks = "\n".join(FENCED.findall(README.read_text("utf-8")))
    assert [name for name in COMMANDS if f"{name} " not in blocks] == []


@per_document
def test_every_make_target_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    lines = snippets(document.read_text("utf-8"))
    assert {line.split()[1] for line in lines if line.startswith("make ")} <= targets


def test_the_two_commands_come_first() -> None:
    first = FENCED.findall(README.read_text("utf-8"))[0].splitlines()
    assert [line.split("#")[0].strip() for line in first] == ["make demo", "make test"]


@per_document
def test_every_link_within_the_project_resolves(document: Path) -> None:
    text = document.read_text("utf-8")
    headings = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in HEADING.findall(FENCED.sub("", text))
    }
    broken = []
    for target in LINK.findall(text):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        found = (document.parent / path).exists() if path else anchor in headings
        if not found:
            broken.append(target)
    assert broken == []


@per_document
def test_every_path_in_a_command_exists(document: Path) -> None:
    ours = ("examples", "models/released", "training/", "benchmarks/", ".ci/")
    words = [word for line in snippets(document.read_text("utf-8")) for word in line.split()]
    paths = {word for word in words if word.startswith(ours) and "*" not in word}
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_columns_statuses_and_bounds_are_those_of_the_code() -> None:
    text = README.read_text("utf-8")
    assert sorted(in_table(text, "Columns")) == sorted(ANSWER_COLUMNS)
    assert in_table(text, "Statuses") == list(Status)
    assert in_table(text, "Figures") == list(Bound)


def test_the_labelling_page_names_what_the_format_knows() -> None:
    text = LABELLING.read_text("utf-8")
    assert in_table(text, "Statuses") == list(Status)
    assert [kind for kind in KINDS if f"`{kind}`" not in text] == []


def test_every_batch_of_the_corpus_is_described() -> None:
    folders = {f"train/{path.name}/" for path in TRAIN.iterdir() if path.is_dir()}
    described = in_table(LABELLING.read_text("utf-8"), "Where the letters come from")
    assert folders <= set(described)


def test_the_example_of_a_labelled_letter_is_right() -> None:
    (example,) = FENCED.findall(LABELLING.read_text("utf-8"))
    letter = parse_labelled(example, "example.letter")
    assert [answer.status for answer in letter.answers] == ["provided", "not_held", "unanswered"]
    assert [len(answer.quantities) for answer in letter.answers] == [2, 0, 0]
    with pytest.raises(BadLabels):
        parse_labelled(example.replace("[[/Q]]", "", 1), "example.letter")


def test_what_a_real_run_fills_in_stands_between_marks() -> None:
    text = README.read_text("utf-8")
    example = r"<!-- example output -->\n```\n[^`]+\n```\n<!-- end -->"
    assert len(re.findall(example, text)) == 1
    opened = re.findall(r"<!-- measure:[a-z]+\.[a-z0-9_]+ -->[^|<]+<!-- end -->", text)
    assert len(opened) == text.count("<!-- measure:") >= 14

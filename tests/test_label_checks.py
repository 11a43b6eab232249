"""What is wrong with newly labelled letters, and which of them may be learnt from."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.bundle import load_bundle, save_bundle
from models.manifest import RELEASED, Origin, read_manifest
from nlp.labelled import parse_labelled
from nlp.types import LabelledLetter, ReadLetter
from scoring.cli import main
from scoring.commands.console import DONE, NOTHING_DONE, SOME_FAILED
from tests.held_out import held_out
from training.corpus import CORPUS, DEV, HARD, TEST, TRAIN, is_frozen, labelled_files
from training.crossval import HeldOut
from training.doubtful_labels import Judges
from training.findings import Doubt, Finding, Kind, LabelledFile
from training.fitting import LabelSet
from training.label_checks import Checked, checked, doubted_in_training, known_letters, learnt_from

STREETS = "Ferry Lane, Upper Mill, Harrow Cross and Church End were gritted every night from November to March."
OTHER = "No street was gritted, for the winter was mild and the contractor was never called out by our engineers."


def labelled(answers: str = f"[[A 1 | provided]]{STREETS}[[/A]]", authority: str = "Ashbeck Council") -> str:
    header = f"---\nauthority: {authority}\nkind: council\nlayout: numbered\ntopic: salt\n---\n"
    return f"{header}Dear requester,\n\n1. [[Q 1]]Which streets are gritted in winter?[[/Q]]\n{answers}\n"


def known(folder: Path, source: str) -> LabelledFile:
    path = folder / "known.letter"
    return LabelledFile(path, source, parse_labelled(source, str(path)))


@pytest.fixture
def post(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    folder.mkdir()
    return folder


def link_to_itself(folder: Path) -> Path:
    link = folder / "link.letter"
    link.symlink_to(link.name)
    return link


def check(folder: Path, *others: LabelledFile, judges: Judges | None = None) -> Checked:
    return checked(labelled_files(folder), others, judges)


def told(found: Checked) -> list[tuple[str, int | None, Kind, bool]]:
    return [(one.file.stem, one.line, one.kind, one.left_out) for one in found.findings]


def test_letters_in_order_are_learnt_from(post: Path) -> None:
    (post / "a.letter").write_text(labelled())
    (post / "b.letter").write_text(labelled(f"[[A 1 | provided]]{OTHER}[[/A]]"))
    found = check(post)
    assert found.findings == ()
    assert [Path(letter.name).name for letter in found.letters] == ["a", "b"]
    assert found.letters == found.in_order
    assert found.left_out == found.broken == frozenset()


def test_all_mistakes_of_all_letters_are_told_and_the_others_are_learnt_from(post: Path) -> None:
    (post / "a.letter").write_text(labelled("[[A 1 | given]]Yes [[/A]]\n[[N 5 | trees]]5[[/N]]"))
    (post / "b.letter").write_text(labelled())
    (post / "c.letter").write_bytes(b"")
    (post / "d.letter").write_text(labelled("[[A 1 | provided | ref=9]]See 9.[[/A]]"))
    (post / "e.letter").write_text(labelled(f"[[A 1 | provided]]Response: {OTHER}[[/A]]"))
    found = check(post)
    assert told(found) == [
        ("a", 10, Kind.FORMAT, True),
        ("a", 10, Kind.FORMAT, True),
        ("a", 11, Kind.FORMAT, True),
        ("c", None, Kind.UNREADABLE, True),
        ("d", 10, Kind.GUIDELINE, True),
        ("e", 10, Kind.GUIDELINE, False),
    ]
    assert [Path(letter.name).name for letter in found.letters] == ["b", "e"]
    assert {file.stem for file in found.broken} == {"a", "c", "d"}
    assert (
        str(found.findings[3]) == f"{post}/c.letter: is empty; check that the letter was saved. The letter is left out."
    )


def test_copies_of_each_other_and_of_the_corpus_are_left_out(post: Path) -> None:
    (post / "a.letter").write_text(labelled())
    (post / "b.letter").write_text(labelled(f"[[A 1 | provided]]{STREETS.replace(' ', chr(10))}[[/A]]"))
    (post / "c.letter").write_text(labelled(f"[[A 1 | provided]]{OTHER}[[/A]]"))
    found = check(post, known(TRAIN, labelled(f"[[A 1 | provided]]{OTHER}[[/A]]", "Upper Fen Council")))
    assert told(found) == [("b", None, Kind.COPY, True), ("c", None, Kind.COPY, True)]
    assert f"{post}/a.letter: it would only count twice" in found.findings[0].sentence
    assert "as training/corpus/train/known.letter" in found.findings[1].sentence
    assert [Path(letter.name).name for letter in found.letters] == ["a"]
    assert len(found.in_order) == 3
    assert found.broken == frozenset()


def test_of_two_copies_one_that_is_broken_does_not_shadow_the_other(post: Path) -> None:
    (post / "a.letter").write_text(labelled().replace("| provided", "| given"))
    (post / "b.letter").write_text(labelled())
    assert [Path(letter.name).name for letter in check(post).letters] == ["b"]


@pytest.mark.parametrize("authority", ["Ashbeck Council", "Upper Fen Council"])
@pytest.mark.parametrize("side", [DEV, HARD, TEST], ids=["dev", "hard", "test"])
def test_copies_of_letters_that_only_measure_are_never_learnt_from(post: Path, side: Path, authority: str) -> None:
    (post / "a.letter").write_text(labelled())
    found = check(post, known(side, labelled(authority=authority)))
    assert told(found) == [("a", None, Kind.COPY, True)]
    assert "only measures" in found.findings[0].sentence
    assert found.letters == ()


@pytest.mark.parametrize("authority", ["Ashbeck Council", "ASHBECK  COUNCIL", "The Ashbeck Council"])
def test_bodies_that_only_measure_are_left_out_however_they_are_spelt(post: Path, authority: str) -> None:
    (post / "a.letter").write_text(labelled(authority=authority))
    found = check(post, known(DEV, labelled(f"[[A 1 | provided]]{OTHER}[[/A]]")))
    assert told(found) == [("a", 1, Kind.SIDE, True)]
    assert "training/corpus/dev" in found.findings[0].sentence


def test_bodies_on_the_frozen_side_are_left_out_and_named(post: Path) -> None:
    assert is_frozen("Millbrook Council")
    (post / "a.letter").write_text(labelled(authority="Millbrook Council"))
    found = check(post)
    assert told(found) == [("a", 1, Kind.SIDE, True)]
    assert "'Millbrook Council' is on the frozen side" in found.findings[0].sentence


def test_a_doubtful_status_is_told_with_what_the_model_says_and_the_letter_stays(post: Path) -> None:
    words = "This information is exempt under section 40(2) of the Act, as it is \x1b[2J personal data about staff."
    (post / "a.letter").write_text(labelled(f"[[A 1 | provided]]{words}[[/A]]"))
    found = check(post, judges=Judges.from_states(load_bundle().models))
    assert told(found) == [("a", 10, Kind.DOUBTFUL_STATUS, False)]
    sentence = found.findings[0].sentence
    assert "labelled provided, the model reads refused and is 9" in sentence
    assert "This information is exempt" in sentence
    assert "\x1b" not in sentence
    assert len(found.letters) == 1


def test_a_doubtful_figure_is_told_with_how_it_reads_and_the_letter_stays(post: Path) -> None:
    outside = "In 2021/22 we gritted\nmore than [[N 312 | miles]]312[[/N]] miles of road."
    (post / "a.letter").write_text(labelled(f"[[A 1 | provided]]{outside}[[/A]]"))
    found = check(post, judges=Judges.from_states(load_bundle().models))
    assert told(found) == [("a", 11, Kind.DOUBTFUL_FIGURE, False)]
    assert "the figure '312' is labelled 312, 'more than 312' reads as >312" in found.findings[0].sentence
    assert len(found.letters) == 1


def doubted(letter: LabelledLetter, *doubts: Doubt) -> HeldOut:
    return HeldOut(letter, ReadLetter(letter.name, letter.text), 0, doubts)


def test_a_training_doubts_what_was_not_doubted_before(post: Path) -> None:
    file, broken = post / "a.letter", post / "b.letter"
    file.write_text(labelled("[[A 1 | provided]]Twelve.[[/A]]\n[[A 2 | provided]]This is exempt.[[/A]]"))
    broken.write_text(labelled("[[A 1 | given]]Yes[[/A]]"))
    (letter,), first = check(post).letters, Doubt(0, Kind.DOUBTFUL_STATUS, "Not this one.")
    one, two = (Doubt(answer.start, Kind.DOUBTFUL_STATUS, f"{place}?") for place, answer in enumerate(letter.answers))
    figure = Doubt(two.place, Kind.DOUBTFUL_FIGURE, "A figure?")
    others = held_out("[[A 1 | provided]]None of these.[[/A]]").letter
    read = [doubted(others, first), doubted(letter, one, two, figure)]
    before = [Finding(file, 11, Kind.DOUBTFUL_STATUS, "Said already.", left_out=False)]
    found = doubted_in_training([file, broken], read, {one.about for one in before})
    assert found == (
        Finding(file, 10, Kind.DOUBTFUL_STATUS, "0?", left_out=False),
        Finding(file, 11, Kind.DOUBTFUL_FIGURE, "A figure?", left_out=False),
    )


def test_what_there_is_to_learn_from_is_told_from_what_only_measures() -> None:
    some, more = known(TRAIN, labelled()), known(DEV, labelled(authority="Upper Fen Council"))
    assert learnt_from([some, more]) == [some.letter]


def test_the_corpus_is_known_besides_the_files_that_are_checked(post: Path) -> None:
    files = labelled_files(CORPUS)
    besides = labelled_files(DEV)
    assert [one.path for one in known_letters([*besides, link_to_itself(post)])] == sorted(set(files) - set(besides))


def test_the_frozen_split_itself_is_in_order_where_it_lies() -> None:
    files = labelled_files(TEST)[::10]
    others = [LabelledFile(one.path, one.source, one.letter) for one in known_letters(files)[::40]]
    assert [one for one in checked(files, others, None).findings if one.left_out] == []


def test_findings_go_into_json(post: Path) -> None:
    finding = Finding(post / "a.letter", 3, Kind.FORMAT, "Wrong.", left_out=True)
    assert json.loads(json.dumps(finding.as_dict())) == {
        "file": f"{post}/a.letter",
        "line": 3,
        "kind": "format",
        "sentence": "Wrong.",
        "left_out": True,
    }


@pytest.fixture
def empty_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.label_checks.known_letters", lambda **_besides: [])


@pytest.mark.usefixtures("empty_corpus")
def test_the_command_says_it_all_and_writes_it_down(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (post / "a.letter").write_text(labelled())
    (post / "b.letter").write_text(labelled())
    assert main(["labels", "check", str(post)]) == DONE
    out, err = capsys.readouterr()
    assert "2 letters in order (2 answers), 0 not. Of those in order 1 would not be learnt from." in out
    assert "b.letter: the letter has the same words as" in err
    assert "what it was taught, it does not doubt" in err
    (post / "c.letter").write_text(labelled("[[A 1 | given \x1b7]]Yes[[/A]]"))
    file = post / "found.json"
    assert main(["labels", "check", str(post), "--json", str(file)]) == SOME_FAILED
    out, err = capsys.readouterr()
    assert "\x1b" not in out + err
    assert [(one["kind"], one["line"]) for one in json.loads(file.read_text())] == [("copy", None), ("format", 10)]


@pytest.mark.usefixtures("empty_corpus")
def test_a_link_to_itself_is_told_and_the_others_are_checked(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (post / "a.letter").write_text(labelled())
    link_to_itself(post)
    assert main(["labels", "check", str(post)]) == SOME_FAILED
    out, err = capsys.readouterr()
    assert "1 letters in order" in out
    assert "link.letter: cannot be opened" in err


@pytest.mark.usefixtures("empty_corpus")
def test_training_stops_where_no_new_letter_is_left(post: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (post / "a.letter").write_text(labelled(authority="Millbrook Council"))
    assert main(["train", "--labels", str(post), "--output", str(post / "bundle"), "--no-track"]) == NOTHING_DONE
    err = capsys.readouterr().err
    assert "is on the frozen side" in err
    assert "None of the letters" in err


@pytest.mark.usefixtures("empty_corpus")
def test_training_says_at_its_end_what_it_doubts_if_the_released_bundle_may_have_learnt_it(
    post: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (post / "a.letter").write_text(labelled())
    monkeypatch.setattr("training.corpus.load_corpus", lambda *_: [])
    monkeypatch.setattr("training.fitting.save", lambda *_: read_manifest(RELEASED))

    def fit(letters: LabelSet, *_: Any, **__: Any) -> Any:
        (letter,) = letters.new
        doubt = Doubt(letter.answers[0].start, Kind.DOUBTFUL_STATUS, "it reads refused; read it again.")
        return SimpleNamespace(held_out=[doubted(letter, doubt)])

    monkeypatch.setattr("training.fitting.train", fit)
    assert main(["train", "--labels", str(post), "--output", str(post / "bundle"), "--no-track"]) == DONE
    before, after = capsys.readouterr().err.split("Saved bundle")
    assert "may have learnt from these letters" in before
    assert "read it again" not in before
    assert "a.letter, line 10: it reads refused; read it again." in after


@pytest.mark.parametrize(
    ("models", "sentence"), [({}, "lacks 'statuses'"), ({"statuses": {"index": 1}}, "not as this foi stores them")]
)
def test_a_bundle_without_models_that_can_be_asked_is_refused_in_a_sentence(
    models: dict[str, dict[str, Any]], sentence: str, post: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (post / "a.letter").write_text(labelled())
    save_bundle(tmp_path / "bundle", models, Origin("few labels", 0, {}, {}, {}), card="# No models\n")
    assert main(["labels", "check", str(post), "--model", str(tmp_path / "bundle")]) == NOTHING_DONE
    assert sentence in capsys.readouterr().err

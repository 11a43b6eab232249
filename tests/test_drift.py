"""Whether a batch is like the letters learnt from: calm where it is, plain words and a picture where it is not."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.bundle import load_bundle, save_bundle
from models.manifest import Origin
from models.profile import COLUMNS, PROFILE, Profile, Table, Trait, columns_of, letter_row, profile_of, table_of
from models.reader import ModelReader, Models
from nlp.types import Answer, LabelledLetter, Letter, Line, ReadLetter, Role, Status
from scoring.cli import main
from scoring.commands.console import DONE, NOTHING_DONE, SOME_FAILED
from scoring.drift import LIKENESS, SURENESS, Aspect, deviations
from scoring.drift_batch import Batch, Lacking
from scoring.drift_plot import write_plot
from scoring.drift_words import Verdict, letters_to_label, sentences, shown, shown_strangest, strangest, verdict_of
from scoring.results import result_of
from training.corpus import TRAIN, load_corpus


def by_campaign() -> dict[str, list[LabelledLetter]]:
    found: dict[str, list[LabelledLetter]] = {}
    for letter in load_corpus(TRAIN / "campaigns", TRAIN / "campaigns2", *TRAIN.glob("newsroom*")):
        if "campaign" in letter.header:
            found.setdefault(letter.header["campaign"], []).append(letter)
    return {name: letters for name, letters in found.items() if len(letters) >= 5}


CAMPAIGNS = by_campaign()
ASIDE = next(iter(CAMPAIGNS.values()))


def as_read(letter: LabelledLetter) -> ReadLetter:
    """The letter as models might have read it, about as sure as models are."""
    chance = random.Random(letter.name)  # noqa: S311 - no secret
    answers = tuple(replace(one, confidence=chance.uniform(0.85, 1)) for one in letter.answers)
    line = Line(0, len(letter.text), Role.ANSWER, chance.uniform(0.9, 1))
    return ReadLetter(letter.name, letter.text, lines=(line,), answers=answers)


@pytest.fixture(scope="module")
def profile() -> Profile:
    """That of every campaign but a few, which batches are made of."""
    learnt = [(letter, name) for name in list(CAMPAIGNS)[6:] for letter in CAMPAIGNS[name]]
    return profile_of([as_read(letter) for letter, _ in learnt], [name for _, name in learnt])


def table(letters: Sequence[ReadLetter], profile: Profile) -> Table:
    return table_of([letter_row(one.text, one.answers, one.lines[0].probability, profile.words) for one in letters])


def batch(letters: Sequence[ReadLetter], profile: Profile) -> Batch:
    answers = [answer for letter in letters for answer in letter.answers]
    sure = [answer.confidence for answer in answers if answer.confidence is not None]
    return Batch(
        tuple(letter.name for letter in letters),
        table(letters, profile),
        answers=len(answers),
        to_review=0,
        confidence=sum(sure) / len(sure) if sure else None,
        lacking=dict.fromkeys(Lacking, 0),
        models=frozenset(),
    )


def held_aside() -> list[ReadLetter]:
    return [as_read(letter) for letter in ASIDE]


def standing_out(letters: Sequence[ReadLetter], profile: Profile) -> set[Aspect]:
    return {aspect for aspect, one in deviations(table(letters, profile), profile).items() if one.stands_out}


def in_another_language(letter: ReadLetter) -> ReadLetter:
    """The letter with every word turned round, which leaves its length and its layout."""
    text = " ".join(piece[::-1] if piece.isalpha() else piece for piece in letter.text.split(" "))
    return replace(letter, text=text)


def as_tables(letter: ReadLetter) -> ReadLetter:
    """The letter's words, four a row, as nothing but a table."""
    words = letter.text.split()
    rows = ["| " + " | ".join(words[start : start + 4]) + " |" for start in range(0, len(words), 4)]
    return replace(letter, text="\n".join(rows), answers=tuple(replace(one, column="a") for one in letter.answers))


def as_refusals(letter: ReadLetter) -> ReadLetter:
    return replace(letter, answers=tuple(replace(one, statuses=(Status.REFUSED,)) for one in letter.answers))


def twenty_times_over(letter: ReadLetter) -> ReadLetter:
    return replace(letter, text="\n".join([letter.text] * 20))


def less_sure(letter: ReadLetter) -> ReadLetter:
    return replace(letter, answers=tuple(replace(one, confidence=0.5) for one in letter.answers))


def astray_in_the_lines(letter: ReadLetter) -> ReadLetter:
    return replace(letter, lines=(replace(letter.lines[0], probability=0.6),))


def test_campaigns_that_were_not_learnt_from_seldom_stand_out(profile: Profile) -> None:
    found = [standing_out([as_read(letter) for letter in letters], profile) for letters in list(CAMPAIGNS.values())[:6]]
    assert sum(map(bool, found)) <= 2, found


@pytest.mark.parametrize(
    ("change", "aspect", "verdict"),
    [
        (in_another_language, Aspect.VOCABULARY, Verdict.LOOK),
        (as_tables, Aspect.LAYOUT, Verdict.LOOK),
        (as_refusals, Aspect.STATUSES, Verdict.LOOK),
        (twenty_times_over, Aspect.LENGTH, Verdict.LOOK),
        (less_sure, Aspect.CONFIDENCE, Verdict.LABEL),
        (astray_in_the_lines, Aspect.LINES, Verdict.LABEL),
    ],
)
def test_a_batch_of_another_kind_stands_out(
    change: Callable[[ReadLetter], ReadLetter], aspect: Aspect, verdict: Verdict, profile: Profile
) -> None:
    before = held_aside()
    after = [change(letter) for letter in before]
    assert aspect not in standing_out(before, profile)
    found = deviations(table(after, profile), profile)
    assert found[aspect].stands_out
    assert found[aspect].beyond > 0.95
    whole = batch(after, profile)
    assert verdict_of(whole, found) is verdict
    assert sentences(whole, found, profile)[0].startswith(
        {"look closer": "Look closer", "label first": "Label"}[verdict]
    )


def test_being_surer_or_knowing_more_words_is_no_difference(profile: Profile) -> None:
    surest = [as_read(letter) for letter in ASIDE]
    surest = [
        replace(
            one,
            answers=tuple(replace(answer, confidence=1.0) for answer in one.answers),
            lines=(replace(one.lines[0], probability=1.0),),
        )
        for one in surest
    ]
    found = deviations(table(surest, profile), profile)
    assert found[Aspect.CONFIDENCE].beyond < 0.05
    assert found[Aspect.LINES].beyond < 0.05


def test_the_same_letters_give_the_same_deviations(profile: Profile) -> None:
    letters = held_aside()
    assert deviations(table(letters, profile), profile) == deviations(table(letters, profile), profile)


def test_letters_of_bodies_without_campaigns_are_drawn_together() -> None:
    letters = [as_read(letter) for letters in list(CAMPAIGNS.values())[1:12] for letter in letters[:3]]
    profile = profile_of(letters, [letter.name for letter in letters])
    found = deviations(table(held_aside(), profile), profile)
    assert len(found[Aspect.LENGTH].usual) > 100
    assert not found[Aspect.CONFIDENCE].stands_out


@pytest.mark.parametrize("count", [1, 2, 4])
def test_few_letters_are_told_to_tell_little(count: int, profile: Profile) -> None:
    few = batch(held_aside()[:count], profile)
    said = sentences(few, deviations(few.table, profile), profile)
    assert any("little" in sentence for sentence in said)
    assert letters_to_label(few, deviations(few.table, profile)) <= count


def test_letters_without_an_answer_are_not_trusted(profile: Profile) -> None:
    silent = [replace(letter, answers=()) for letter in held_aside()]
    whole = batch(silent, profile)
    found = deviations(whole.table, profile)
    assert verdict_of(whole, found) is Verdict.LABEL
    assert found[Aspect.STATUSES].distance is None
    (said,) = sentences(whole, found, profile)
    assert said.startswith(f"Do not trust the models on these {len(silent)} letters: no answer was found.")


def test_an_unsure_batch_asks_for_more_labels(profile: Profile) -> None:
    sure = batch(held_aside(), profile)
    many = replace(sure, names=sure.names * 20, answers=sure.answers * 20)
    found = deviations(sure.table, profile)
    some, more = (letters_to_label(replace(many, confidence=mean), found) for mean in (0.95, 0.6))
    astray = found | {Aspect.LINES: replace(found[Aspect.LINES], stands_out=True)}
    assert some < more < letters_to_label(replace(many, confidence=0.95), astray) <= len(many.names)


def test_the_strangest_letter_comes_first(profile: Profile) -> None:
    first, *rest = held_aside()
    odd = astray_in_the_lines(less_sure(in_another_language(first)))
    assert strangest(batch([*rest, odd], profile), profile)[0][0] == odd.name


def test_a_word_counts_as_known_by_letters_of_other_groups() -> None:
    letters = [ReadLetter(str(number), f"cabbage {'kale' if number < 3 else 'leek'}") for number in range(6)]
    alike = profile_of(letters, ["one body"] * 3 + ["another"] * 3)
    assert columns_of(alike.letters, [Trait.UNKNOWN])[:, 0].tolist() == [0.5] * 6
    assert alike.words == {"cabbage", "kale", "leek"}


def test_words_of_any_script_are_words() -> None:
    row = letter_row("Γειά σου κόσμε, see https://x.example or a@b.example", (), None, {"see", "or"})
    assert row[COLUMNS.index(Trait.UNKNOWN)] == pytest.approx(3 / 5)


@given(st.text(max_size=300), st.integers(-5, 400), st.integers(-5, 400))
def test_any_letter_has_a_row(text: str, start: int, end: int) -> None:
    answer = Answer(("1",), (Status.PROVIDED,), start, end, confidence=0.5)
    row = letter_row(text, (answer, replace(answer, left_out=True)), 0.5, frozenset())
    assert row.shape == (len(COLUMNS),)
    assert row[COLUMNS.index(Trait.ANSWERS)] == 1
    shares = row[: COLUMNS.index(Trait.WORDS)]
    assert ((shares >= 0) & (shares <= 1) | np.isnan(shares)).all()


def test_a_profile_comes_back_from_its_state_small(profile: Profile, tmp_path: Path) -> None:
    save_bundle(tmp_path / "bundle", {PROFILE: profile.state()}, Origin("ab", 0, {}, {}, {}), card="# Card\n")
    back = Profile.from_state(load_bundle(tmp_path / "bundle").models[PROFILE])
    assert np.array_equal(back.letters, profile.letters, equal_nan=True)
    assert back.words == profile.words
    assert (tmp_path / "bundle" / f"{PROFILE}.skops").stat().st_size < 200 * len(profile.letters)


def test_a_profile_of_other_columns_is_refused(profile: Profile) -> None:
    with pytest.raises(ValueError, match="columns"):
        Profile.from_state(profile.state() | {"columns": ["moods"]})


HOSTILE = "\x1b[2J[bold]$\\frac{1}{0}$<script>\u202ereply\n.txt"


def test_hostile_names_stay_harmless(profile: Profile, tmp_path: Path) -> None:
    letters = [replace(letter, name=HOSTILE) for letter in held_aside()]
    whole = batch(letters, profile)
    found = deviations(whole.table, profile)
    words = shown_strangest(whole, profile).plain
    assert "\x1b" not in words
    assert "\u202e" not in words
    assert len(words.splitlines()) == 6
    write_plot(tmp_path / "drift.svg", whole, found, profile, [HOSTILE.replace("\x1b", "")])
    assert "<script>" not in (tmp_path / "drift.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "magic"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.pdf", b"%PDF")])
def test_every_kind_of_batch_can_be_drawn(name: str, magic: bytes, profile: Profile, tmp_path: Path) -> None:
    kinds = [held_aside(), held_aside()[:1], [replace(letter, answers=()) for letter in held_aside()]]
    for letters in kinds if name == "a.png" else kinds[:1]:
        whole = batch(letters, profile)
        found = deviations(whole.table, profile)
        write_plot(tmp_path / name, whole, found, profile, sentences(whole, found, profile))
        assert (tmp_path / name).read_bytes().startswith(magic)
        assert shown(whole, found, profile).row_count == len(SURENESS) + len(LIKENESS)


@pytest.fixture(scope="module")
def bundle(small_models: Models, small_reader: ModelReader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real bundle, with the profile of letters that its models read."""
    learnt = [(letter, name) for name in list(CAMPAIGNS)[1:12] for letter in CAMPAIGNS[name][:5]]
    read = small_reader.read([Letter(letter.name, letter.text) for letter, _ in learnt])
    states = {**small_models.states(), PROFILE: profile_of(read, [name for _, name in learnt]).state()}
    folder = tmp_path_factory.mktemp("drift") / "bundle"
    save_bundle(folder, states, Origin("ab", 0, {}, {}, {"review": 0.7}), card="# Card\n")
    return folder


@pytest.fixture
def post(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    folder.mkdir()
    for letter in ASIDE[:6]:
        (folder / f"{letter.name}.txt").write_text(letter.text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def reader(small_reader: ModelReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bundles here hold what drift needs; letters are read by models that are there already."""
    monkeypatch.setattr("scoring.reader.build_reader", lambda _: small_reader)


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def test_a_scored_batch_and_its_letters_drift_alike(
    post: Path, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scored = tmp_path / "answers.jsonl"
    assert run("score", post, "--model", bundle, "--output", scored) == DONE
    assert (
        run("drift", scored, "--model", bundle, "--json", tmp_path / "a.json", "--output", tmp_path / "a.png") == DONE
    )
    assert "6 letters" in capsys.readouterr().out
    assert run("drift", post, "--model", bundle, "--json", tmp_path / "b.json") == DONE
    one, two = (json.loads((tmp_path / name).read_text()) for name in ("a.json", "b.json"))
    assert one == two
    assert one["letters"] == 6
    assert set(one["aspects"]) == {aspect.value for aspect in Aspect}
    assert one["aspects"]["vocabulary"]["distance"] is not None
    assert (tmp_path / "a.png").stat().st_size > 10_000


def test_letters_that_are_gone_or_changed_are_told(
    post: Path, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (post / "empty.txt").touch()
    scored = tmp_path / "answers.jsonl"
    assert run("score", post, "--model", bundle, "--output", scored) == SOME_FAILED
    first, second, *_ = sorted(path for path in post.iterdir() if path.stat().st_size)
    first.unlink()
    second.write_text("Something else.")
    assert run("drift", scored, "--model", bundle) == SOME_FAILED
    out = capsys.readouterr().out
    assert "1 of 7 letters are not where they were: only their answers count" in out
    assert "1 of 7 letters have changed since they were scored" in out
    assert "1 of 7 letters could not be read when they were scored." in out
    shutil.rmtree(post)
    assert run("drift", scored, "--model", bundle, "--json", tmp_path / "a.json") == NOTHING_DONE
    assert "is where it lay when it was scored" in capsys.readouterr().err
    assert not (tmp_path / "a.json").exists()


def test_what_cannot_be_compared_is_refused(
    post: Path, bundle: Path, small_models: Models, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scored, plain = tmp_path / "answers.jsonl", tmp_path / "plain"
    save_bundle(plain, small_models.states(), Origin("ab", 0, {}, {}, {"review": 0.7}), card="# Card\n")
    assert run("score", post, "--model", plain, "--output", scored) == DONE
    refusals = {
        ("drift", scored, "--model", bundle): "was scored with bundle",
        ("drift", scored, "--model", plain): "has no profile of the letters",
        ("drift", tmp_path / "none.jsonl", "--model", bundle): "cannot be read",
        ("drift", post, "--model", bundle, "--output", tmp_path / "a.gif"): "no kind of output",
        ("drift", scored, "--model", bundle, "--output", scored.with_suffix(".doc")): "no kind of output",
    }
    capsys.readouterr()
    for arguments, refusal in refusals.items():
        assert run(*arguments) == NOTHING_DONE
        assert refusal in capsys.readouterr().err
    scored.write_text(json.dumps({"letter": "a.txt", "sha256": None, "model": None, "error": "a.txt is empty."}))
    assert run("drift", scored, "--model", bundle) == NOTHING_DONE
    assert "was read: score letters that can be" in capsys.readouterr().err


def test_a_letter_tells_how_sure_its_lines_are(small_reader: ModelReader) -> None:
    (read,) = small_reader.read([Letter("a", ASIDE[0].text)])
    sure = result_of(read, None, "ab", keep_text=False).line_confidence
    assert sure == pytest.approx(np.mean([line.probability for line in read.lines]))
    assert result_of(ReadLetter("b", " "), None, "ab", keep_text=False).line_confidence is None

"""The bundle on disk: the same every time, refused as soon as it is not what was saved."""

from __future__ import annotations

import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

from models.bundle import load_bundle, save_bundle
from models.manifest import MANIFEST, Manifest, Origin, read_manifest, sha256
from models.stored import freeze, thaw
from nlp.errors import BadBundle

ORIGIN = Origin(
    "ab12", 7, {"statuses": {"strength": 7.0}}, {"ece": 0.02, "status_f1": {"provided": 0.9}}, {"review": 0.7}
)
TEXTS = [f"we hold record {n} of the {n % 7} services — not held" for n in range(60)]


class Stranger:
    """A type that skops does not know."""


def fitted() -> dict[str, Any]:
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=1)
    rows = words.fit_transform(TEXTS)
    union = FeatureUnion([("words", CountVectorizer(max_features=40)), ("parts", TfidfVectorizer(analyzer="char"))])
    union.fit(TEXTS)
    model = LogisticRegression(random_state=0).fit(rows, np.arange(60) % 3)
    return {
        "words": words,
        "union": union,
        "model": model,
        "bias": np.array([0.5, -1.25]),
        "terms": [f"term {n}" for n in range(100)],
        "index": {f"term {n}": 99 - n for n in range(100)},
        "weights": {f"term {n}": float(n) for n in range(100)},
        "nested": {f"part {n}": {"low": n} for n in range(40)},
        "span": (1, 2),
        "name": "a – b",
        "nothing": None,
    }


@pytest.fixture(scope="module")
def state() -> dict[str, Any]:
    return fitted()


@pytest.fixture
def folder(tmp_path: Path, state: dict[str, Any]) -> Path:
    save(tmp_path / "bundle", state)
    return tmp_path / "bundle"


def save(folder: Path, state: dict[str, Any]) -> Manifest:
    return save_bundle(folder, {"status": state, "lines": {"n": 1}}, ORIGIN, card="# Card\n")


def test_a_state_comes_back_as_it_was(state: dict[str, Any]) -> None:
    back = thaw(freeze(state))
    rows, same = state["words"].transform(TEXTS), back["words"].transform(TEXTS)
    assert (rows != same).nnz == 0
    assert (state["union"].transform(TEXTS) != back["union"].transform(TEXTS)).nnz == 0
    assert (state["model"].predict_proba(rows) == back["model"].predict_proba(same)).all()
    assert (state["bias"] == back["bias"]).all()
    plain = ("terms", "index", "weights", "nested", "span", "name", "nothing")
    assert {key: back[key] for key in plain} == {key: state[key] for key in plain}


def test_the_same_state_gives_the_same_bytes(state: dict[str, Any]) -> None:
    stored = freeze(state)
    assert freeze(fitted()) == stored
    assert freeze(thaw(stored)) == stored


def test_storing_leaves_the_state_alone(state: dict[str, Any]) -> None:
    before = dict(state["words"].vocabulary_)
    freeze(state)
    assert state["words"].vocabulary_ == before


def test_a_bundle_comes_back_with_its_manifest(folder: Path) -> None:
    bundle = load_bundle(folder)
    assert sorted(bundle.models) == ["lines", "status"]
    assert bundle.models["lines"] == {"n": 1}
    assert bundle.manifest.origin == ORIGIN
    assert set(bundle.manifest.libraries) >= {"python", "numpy", "scipy", "scikit-learn", "skops"}
    written = json.loads((folder / MANIFEST).read_text())
    assert bundle.id == read_manifest(folder).id == written["id"]


def test_the_same_models_give_the_same_folder(folder: Path, tmp_path: Path) -> None:
    save(tmp_path / "again", fitted())
    for path in folder.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


def test_other_labels_or_models_give_another_id(folder: Path, state: dict[str, Any]) -> None:
    first = read_manifest(folder).id
    second = save(folder, {**state, "name": "other"}).id
    assert read_manifest(folder).id == second != first
    assert sorted(path.name for path in folder.parent.iterdir()) == ["bundle"]


def test_a_folder_with_other_things_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BadBundle, match="holds other files"):
        save(tmp_path, {"n": 1})
    assert (tmp_path / "notes.txt").read_text() == "mine"


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    fields = json.loads((folder / MANIFEST).read_text())
    change(fields)
    (folder / MANIFEST).write_text(json.dumps(fields))


def reseal(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest and give it the id that goes with the change."""

    def sealed(fields: dict[str, Any]) -> None:
        change(fields)
        rest = {key: value for key, value in fields.items() if key != "id"}
        origin = Origin(**{key: rest.pop(key) for key in Origin.__slots__})
        fields["id"] = Manifest(origin, **rest).id

    edit(folder, sealed)


def link(file: Path, target: Path, content: bytes = b"") -> None:
    """Put a link in the file's place; what it leads to is written first if there is something to write."""
    if content:
        target.write_bytes(content)
    file.unlink()
    file.symlink_to(target)


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "a model changed": (
        lambda folder: (folder / "lines.skops").write_bytes(b"PK"),
        "was changed after it was saved",
    ),
    "the card changed": (
        lambda folder: (folder / "README.md").write_text("# Other"),
        "was changed after it was saved",
    ),
    "a file missing": (lambda folder: (folder / "lines.skops").unlink(), r"\(lines.skops\)"),
    "a file too many": (lambda folder: (folder / "x.pkl").write_bytes(b""), r"\(x.pkl\)"),
    "no manifest": (lambda folder: (folder / MANIFEST).unlink(), "There is no bundle"),
    "no JSON": (lambda folder: (folder / MANIFEST).write_text("{"), "broken or was changed"),
    "a list": (lambda folder: (folder / MANIFEST).write_text("[]"), "broken or was changed"),
    "no text": (lambda folder: (folder / MANIFEST).write_bytes(b"\xff"), "broken or was changed"),
    "a threshold changed": (
        lambda folder: edit(folder, lambda fields: fields["thresholds"].update(review=0.1)),
        "broken or was changed",
    ),
    "a field missing": (
        lambda folder: edit(folder, lambda fields: fields.pop("seed")),
        "broken or was changed",
    ),
    "another format": (
        lambda folder: edit(folder, lambda fields: fields.update(format=1)),
        "has format 1",
    ),
    "another scikit-learn": (
        lambda folder: reseal(folder, lambda f: f["libraries"].update({"scikit-learn": "1.2.3"})),
        "made with scikit-learn 1.2.3",
    ),
    "a path that leads out": (
        lambda folder: reseal(folder, lambda f: f["files"].update({"../x.skops": "0"})),
        "broken or was changed",
    ),
    "too big": (
        lambda folder: (folder / "lines.skops").write_bytes(bytes(15_000_001)),
        "more than the 15,000,000 bytes allowed",
    ),
    "a link to what is too big": (
        lambda folder: link(folder / "lines.skops", folder.parent / "big", bytes(15_000_001)),
        "more than the 15,000,000 bytes allowed",
    ),
    "a pipe": (lambda folder: pipe(folder / "lines.skops"), r"lines\.skops is no file"),
    "a link to a device": (lambda folder: link(folder / "lines.skops", Path("/dev/zero")), r"lines\.skops is no file"),
    "a link to nothing": (lambda folder: link(folder / "lines.skops", Path("none")), r"lines\.skops is no file"),
    "a manifest that is a pipe": (lambda folder: pipe(folder / MANIFEST), "There is no bundle"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_as_saved_is_refused(name: str, folder: Path) -> None:
    spoil, sentence = BROKEN[name]
    spoil(folder)
    with pytest.raises(BadBundle, match=sentence) as refusal:
        load_bundle(folder)
    assert "\n" not in str(refusal.value)


NOT_OF_ITS_TYPE: dict[str, list[Any]] = {
    "labels": [[1], None, 5],
    "seed": ["x", None, 1.5, True],
    "settings": [[], "x", 5, None, float("nan"), True, [["a", "b"]], {"roles": 5}],
    "measures": [[], "x", 5, None, [["a", 1]]],
    "thresholds": [
        *([], "x", 5, None, True, [["review", 0.5]]),
        *({"review": value} for value in (float("nan"), float("inf"), -0.1, 1.1, 10**400, None, "0.5", [1], True)),
    ],
    "libraries": [[], "x", 5, None, {"scikit-learn": 1}, {"scikit-learn": None}],
    "files": [[], "x", 5, None, {"roles.skops": 5}],
}


@pytest.mark.parametrize("field", NOT_OF_ITS_TYPE)
def test_a_manifest_with_its_own_id_is_still_checked(field: str, folder: Path) -> None:
    fields = json.loads((folder / MANIFEST).read_text())
    del fields["id"]
    for value in NOT_OF_ITS_TYPE[field]:
        changed = {**fields, field: value}
        # what the id is made of, so that nothing but the value is wrong
        whole = json.dumps(changed, sort_keys=True, separators=(",", ":")).encode()
        (folder / MANIFEST).write_text(json.dumps({"id": sha256(whole)[:12], **changed}))
        with pytest.raises(BadBundle, match="broken or was changed"):
            load_bundle(folder)


@pytest.mark.parametrize("review", [0, 1, 0.5])
def test_a_threshold_is_a_probability(review: float, folder: Path) -> None:
    reseal(folder, lambda fields: fields["thresholds"].update(review=review))
    assert load_bundle(folder).manifest.origin.thresholds == {"review": review}


def test_a_manifest_nested_too_deep_to_write_is_refused(folder: Path) -> None:
    fields = json.loads((folder / MANIFEST).read_text())
    deepest = sys.getrecursionlimit()
    for depth in range(deepest - 200, deepest, 2):
        text = json.dumps({**fields, "measures": 0}).replace('"measures": 0', '"measures": {"deep": %s}')
        (folder / MANIFEST).write_text(text % ("[" * depth + "]" * depth))
        with pytest.raises(BadBundle, match="broken or was changed"):
            load_bundle(folder)


def test_another_patch_of_scikit_learn_will_do(folder: Path) -> None:
    made = read_manifest(folder).libraries["scikit-learn"].rpartition(".")[0] + ".99"
    reseal(folder, lambda fields: fields["libraries"].update({"scikit-learn": made}))
    assert load_bundle(folder).manifest.libraries["scikit-learn"] == made


def test_no_bundle_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadBundle, match="foi train --output"):
        load_bundle(tmp_path / "none")


@pytest.mark.parametrize("value", [Stranger(), sparse.csr_matrix(np.eye(2)), Stranger, print])
def test_a_state_that_wants_trust_is_not_saved(value: object) -> None:
    with pytest.raises(BadBundle, match="trusted"):
        freeze({"value": value})


def test_a_stored_type_that_wants_trust_is_not_loaded(folder: Path) -> None:
    with zipfile.ZipFile(folder / "lines.skops") as parts:
        schema = json.loads(parts.read("schema.json"))
    schema["content"]["n"] = {
        "__class__": "system",
        "__module__": "os",
        "__loader__": "FunctionNode",
        "content": "system",
    }
    with zipfile.ZipFile(folder / "lines.skops", "w") as parts:
        parts.writestr("schema.json", json.dumps(schema))
    with pytest.raises(BadBundle, match=r"os\.system"):
        thaw((folder / "lines.skops").read_bytes())


@pytest.mark.parametrize("stored", [b"", b"no zip", b"\x80\x04K\x01."])
def test_what_is_no_skops_file_is_refused(stored: bytes) -> None:
    with pytest.raises(BadBundle, match="train it again"):
        thaw(stored)


def test_a_model_too_big_is_not_saved(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).random(2_100_000)
    with pytest.raises(BadBundle, match="fewer terms"):
        save(tmp_path / "bundle", {"noise": noise})
    assert not (tmp_path / "bundle").exists()

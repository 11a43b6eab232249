"""Imports point one way: nlp <- models <- training, and nlp and models <- scoring."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Layer:
    """What a package may import of ours, and what it must not know of, else than in a function."""

    ours: set[str]
    lazily: set[str]
    never: set[str]


LAYERS = {
    "nlp": Layer(
        ours={"nlp"},
        lazily=set(),
        never={"joblib", "mlflow", "pandas", "sklearn", "skops", "thinc", "click"},
    ),
    "models": Layer(
        ours={"nlp", "models"},
        lazily=set(),
        never={"mlflow", "click", "nlp.decoding", "nlp.reading"},
    ),
    "training": Layer(ours={"nlp", "models", "training"}, lazily={"mlflow"}, never={"click"}),
    # `foi train` and `foi evaluate` load training when they run; scoring letters never does.
    "scoring": Layer(ours={"nlp", "models", "scoring"}, lazily={"training", "mlflow"}, never=set()),
}


def imports(node: ast.AST, lazy: bool = False) -> Iterator[tuple[str, bool]]:
    """Every module that the code imports, and whether only when a function runs."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from ((alias.name, lazy) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from ((f"{child.module}.{alias.name}", lazy) for alias in child.names)
        else:
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from imports(child, lazy or function)


def within(module: str, packages: set[str]) -> bool:
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


def breaches(source: str, layer: Layer) -> list[str]:
    elsewhere = set(LAYERS) - layer.ours
    found = []
    for module, lazy in imports(ast.parse(source)):
        at_once = within(module, elsewhere | layer.lazily) and not lazy
        ever = within(module, elsewhere - layer.lazily) or within(module, layer.never)
        if at_once or ever:
            found.append(module)
    return found


@pytest.mark.parametrize("package", LAYERS)
def test_a_package_imports_only_what_it_may_know_of(package: str) -> None:
    files = sorted((ROOT / package).rglob("*.py"))
    assert files
    found = {path.relative_to(ROOT): breaches(path.read_text(), LAYERS[package]) for path in files}
    assert {path.as_posix(): modules for path, modules in found.items() if modules} == {}


@pytest.mark.parametrize(
    ("package", "source", "expected"),
    [
        ("nlp", "from nlp.types import Answer\nimport spacy", []),
        ("nlp", "import sklearn.linear_model", ["sklearn.linear_model"]),
        ("nlp", "def load():\n    from models import bundle", ["models.bundle"]),
        ("models", "from nlp.reading import read_letter", ["nlp.reading.read_letter"]),
        ("models", "from nlp import reading", ["nlp.reading"]),
        ("training", "import scoring", ["scoring"]),
        ("scoring", "from training import fitting", ["training.fitting"]),
        ("scoring", "def train():\n    from training import fitting", []),
        ("scoring", "if TYPE_CHECKING:\n    import mlflow", ["mlflow"]),
    ],
)
def test_breaches_are_seen(package: str, source: str, expected: list[str]) -> None:
    assert breaches(source, LAYERS[package]) == expected


def test_models_load_nothing_that_reads_files() -> None:
    """Not by way of others either."""
    modules = sorted(f"models.{path.stem}" for path in (ROOT / "models").glob("*.py") if path.stem != "__init__")
    code = f"import importlib, sys; [importlib.import_module(one) for one in {modules}]; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    # spaCy itself loads click
    ours = {one for one in LAYERS["models"].never if one.startswith("nlp.")}
    assert "models.reader" in loaded.split()
    assert not {one for one in loaded.split() if within(one, ours)}

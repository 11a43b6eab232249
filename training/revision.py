"""Which code runs: the commit of its checkout, and a hash of what it says."""

from __future__ import annotations

import hashlib
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_PACKAGES, _ENDINGS = ("nlp", "models", "training"), (".py", ".csv", ".npz", ".txt")
"""Where the code is that makes and judges models, with the lists that it reads."""
COMMIT, _CHANGED = "mlflow.source.git.commit", "git.changed"
"""Tags of a run: the commit that made it, and whether the checkout was changed since."""


def commit_tags() -> dict[str, str]:
    """The commit of the checkout that this program runs from, and whether it was changed since; empty if it is none."""
    import git  # noqa: PLC0415

    try:
        checkout = git.Repo(_ROOT, search_parent_directories=True)
        # an installed copy may lie within somebody's checkout of something else
        checkout.git.ls_files("--error-unmatch", __file__)
        return {COMMIT: checkout.head.commit.hexsha, _CHANGED: str(checkout.is_dirty()).lower()}
    except (git.GitError, ValueError):
        return {}


def code_hash() -> str:
    """A hash of the code that makes and judges models: another one as soon as anything in it is changed."""
    files = (file for package in _PACKAGES for file in sorted((_ROOT / package).iterdir()) if file.suffix in _ENDINGS)
    told = [f"{file.relative_to(_ROOT).as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()

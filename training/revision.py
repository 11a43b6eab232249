"""Which code runs: the commit of its checkout."""

from __future__ import annotations

from pathlib import Path

_COMMIT, _CHANGED = "mlflow.source.git.commit", "git.changed"


def commit_tags() -> dict[str, str]:
    """The commit of the checkout that this program runs from, and whether it was changed since; empty if it is none."""
    import git  # noqa: PLC0415

    try:
        checkout = git.Repo(Path(__file__).parent, search_parent_directories=True)
        # an installed copy may lie within somebody's checkout of something else
        checkout.git.ls_files("--error-unmatch", __file__)
        return {_COMMIT: checkout.head.commit.hexsha, _CHANGED: str(checkout.is_dirty()).lower()}
    except (git.GitError, ValueError):
        return {}

"""Executes the notebooks anew and keeps them with what they put out.

    python notebooks/execute.py [NOTEBOOK...]

Nothing of the machine is kept, so that a notebook is the same wherever it was executed.
"""

from __future__ import annotations

import os
import sys
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from PIL import Image
from traitlets.config import Config

SECONDS = 1800
"""How long a cell may take."""
PICTURE, COLOURS = "image/png", 48
_FOLDERS = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")


def lean(picture: str) -> str:
    """The picture (base64) in few colours, which plots can do with: a third of the size."""
    smaller = BytesIO()
    drawn = Image.open(BytesIO(b64decode(picture))).convert("RGB")
    drawn.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        smaller, "png", optimize=True
    )
    return b64encode(smaller.getvalue()).decode()


def execute(file: Path, sockets: Path) -> None:
    """Execute the notebook in its folder and write it back; raises ``CellExecutionError`` where a cell fails."""
    notebook = nbformat.read(file, as_version=4)
    NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(file.parent)}},
        config=Config(KernelManager={"transport": "ipc", "ip": str(sockets / "kernel")}),
    ).execute()
    notebook.metadata.language_info = {"name": "python"}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if PICTURE in output.get("data", {}):
                output.data[PICTURE] = lean(output.data[PICTURE])
    nbformat.write(notebook, file)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        # nothing that whoever runs this has set up for Jupyter or IPython has a say
        os.environ |= dict.fromkeys(_FOLDERS, folder)
        # tqdm's, for the want of a bar that nobody would see
        os.environ["PYTHONWARNINGS"] = "ignore:IProgress not found"
        for file in map(Path, sys.argv[1:] or sorted(map(str, Path(__file__).parent.glob("*.ipynb")))):
            execute(file, Path(folder))

"""Experiments and sizing programs: run by path, they leave figures."""

import importlib.util
import runpy
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

from scripts.cluster.layouts import Setup
from scripts.cluster.process import LabError
from scripts.figures import FigureError, Figures
from scripts.lab import Lab


@dataclass(frozen=True)
class Experiment:
    """A file experiment.py or experiment_<name>.py: LAYOUT, and run(lab, figures, full)."""

    path: Path
    setup: Setup
    run_on: Callable[[Lab, Figures, bool], None]


def experiments(folder: Path) -> list[Path]:
    """Return a question's experiments."""
    return sorted((*folder.glob("experiment.py"), *folder.glob("experiment_*.py")))


def sizings(folder: Path) -> list[Path]:
    """Return a question's sizing programs."""
    return sorted(folder.glob("sizing*.py"))


@contextmanager
def loaded(path: Path) -> Iterator[Experiment]:
    """Import an experiment; modules beside it can be imported by it meanwhile."""
    spec = importlib.util.spec_from_file_location(f"answers.{path.parent.name}.{path.stem}".replace("-", "_"), path)
    if not spec or not spec.loader:
        raise LabError(f"{path} can't be imported")
    module: ModuleType = importlib.util.module_from_spec(spec)
    before = set(sys.modules)
    sys.path.insert(0, str(path.parent))
    writing, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
        for name in ("LAYOUT", "run"):
            if not hasattr(module, name):
                raise LabError(f"{path}:1: has no {name}; an experiment has LAYOUT and run(lab, figures, full)")
        yield Experiment(path, Setup.of(module.LAYOUT), module.run)
    finally:
        sys.path.remove(str(path.parent))
        sys.dont_write_bytecode = writing
        for name in set(sys.modules) - before:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(str(path.parent)):
                del sys.modules[name]


def run(path: Path, full: bool) -> dict[str, dict[str, Any]]:
    """Run an experiment on a lab of its own; return its figures.

    Raises FigureError when one is outside its bounds, or when there is none.
    """
    with loaded(path) as experiment:
        figures = Figures()
        with Lab(experiment.setup, path.parent) as lab:
            experiment.run_on(lab, figures, full)
    if not figures.found:
        raise FigureError(f"{path.name} added no figure")
    return figures.found


def size(path: Path) -> dict[str, dict[str, Any]]:
    """Run a sizing program; return its module-level numbers as figures."""
    with redirect_stdout(StringIO()):
        names = runpy.run_path(str(path))
    numbers = {
        name: round(value, 6) if isinstance(value, float) else value
        for name, value in names.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and not name.startswith("_")
    }
    if not numbers:
        raise FigureError(f"{path.name} has no module-level number")
    return {name: {"values": value} for name, value in numbers.items()}

"""Check that all sizing programs assume the same retailer."""

import ast
from collections.abc import Iterator

import yaml

from scripts.checks.problem import Problem
from scripts.checks.project import Project


def retailer(project: Project) -> Iterator[Problem]:
    """Hold the values of retailer.yml in every sizing program that uses its names."""
    assumed = yaml.safe_load((project.root / "retailer.yml").read_text(encoding="utf-8"))
    for name in project.answers:
        file = name.rpartition("/")[2]
        if not (file.startswith("sizing") and file.endswith(".py")):
            continue
        try:
            tree = ast.parse(project.answer(name))
        except SyntaxError as error:
            yield Problem(f"answers/{name}", error.lineno or 1, f"is not Python: {error.msg}")
            continue
        for variable, value, line in _constants(tree):
            if variable in assumed and value != assumed[variable]:
                yield Problem(
                    f"answers/{name}",
                    line,
                    f"{variable} is {value!r}, retailer.yml says {assumed[variable]!r}; use that, or another name",
                )


def _constants(tree: ast.Module) -> Iterator[tuple[str, object, int]]:
    """Return the module-level names that are given a literal, one by one or as a tuple."""
    for statement in tree.body:
        if not isinstance(statement, ast.Assign):
            continue
        for target in statement.targets:
            pairs = [(target, statement.value)]
            if isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
                pairs = list(zip(target.elts, statement.value.elts, strict=False))
            for name, value in pairs:
                if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                    yield name.id.lower(), value.value, name.lineno

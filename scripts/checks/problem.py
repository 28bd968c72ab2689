"""What every check yields."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One line for a person: where it is wrong, what is wrong, what to do. `line` 0 means the file as a whole."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"

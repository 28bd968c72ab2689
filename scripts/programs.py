"""Programs that run beside Kafka and are no jars: those on PATH, else Debian's, unpacked into the cache."""

import os
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

from scripts import kafka

FOLDER = kafka.ROOT / "parts"
FILE = "programs.toml"


class MissingProgramError(kafka.SetupError):
    """Says in one line which program is neither here nor to be had, and what to do."""


def is_program(part: str) -> bool:
    """Tell whether a part is programs, and not jars."""
    return (FOLDER / part / FILE).is_file()


def paths(part: str) -> dict[str, Path]:
    """Return a part's programs by name, fetched at the first call. Raises MissingProgramError."""
    wanted = tomllib.loads((FOLDER / part / FILE).read_text("utf-8"))
    unpacked = kafka.CACHE / f"debian-{wanted['debian']}"
    places = {name: _find(name, unpacked) for name in wanted["programs"]}
    if None in places.values() and os.geteuid() == 0 and shutil.which("apt-get"):
        with kafka.alone(unpacked.name):
            _unpack(wanted["debian"], unpacked)
        places = {name: _find(name, unpacked) for name in wanted["programs"]}
    if missing := [name for name, place in places.items() if place is None]:
        raise MissingProgramError(
            f"{' and '.join(missing)} can't be found: install {wanted['debian']} and run this again"
        )
    return {name: place for name, place in places.items() if place}


def _find(name: str, unpacked: Path) -> Path | None:
    found = shutil.which(name) or shutil.which(name, path=str(unpacked / "usr" / "bin"))
    return Path(found) if found else None


def _unpack(package: str, folder: Path) -> None:
    """Unpack a Debian package, all or nothing; installing it would start it as a service."""
    if folder.is_dir():
        return
    with tempfile.TemporaryDirectory(dir=kafka.CACHE) as building:
        for command in (["apt-get", "update", "-qq"], ["apt-get", "download", "-qq", package]):
            subprocess.run(command, cwd=building, capture_output=True)
        for archive in Path(building).glob("*.deb"):
            if subprocess.run(["dpkg", "-x", str(archive), f"{building}/out"], capture_output=True).returncode == 0:
                Path(building, "out").rename(folder)

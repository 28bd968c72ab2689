"""What `java` is in the lab: `java Pay localhost:9092` compiles Pay.java of this folder and runs it with Kafka."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts import kafka
from scripts.cluster.archives import COMPILER

HEAP = "256m"


def main() -> None:
    """Compile the program when its source is here, and become it. Words before its name are options for the JVM."""
    words = sys.argv[1:]
    place = next((index for index, word in enumerate(words) if not word.startswith("-")), len(words))
    options, command = words[:place], words[place:]
    parts = tuple(os.environ.get("LAB_PARTS", "").split())
    source = Path(f"{command[0]}.java") if command else Path()
    classes = compiled(source, parts) if source.is_file() else ""
    if not any("log4j2.configurationFile" in option for option in options) and "LAB_LOGGING" in os.environ:
        options.append(f"-Dlog4j2.configurationFile={os.environ['LAB_LOGGING']}")
    quiet = "--sun-misc-unsafe-memory-access=allow"  # a warning about libraries that pages do not speak of
    run = kafka.java_command("tools", HEAP, quiet, *options, parts=parts, extra=classes)
    os.execv(run[0], [*run, *command])


def compiled(source: Path, parts: tuple[str, ...] = ()) -> str:
    """Return the folder of a program's classes, compiled by Eclipse's compiler; ends the process when it can't."""
    class_path = kafka.class_path(*parts)
    texts = [each.read_bytes() for each in sorted(source.parent.glob("*.java"))]  # a program may use classes beside it
    key = hashlib.sha256(b"".join([*texts, class_path.encode()])).hexdigest()[:16]
    folder = kafka.CACHE / "classes" / f"{source.stem}-{key}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = tempfile.mkdtemp(dir=folder.parent)
        options = ["-cp", class_path, "-sourcepath", str(source.parent), "-d", building]
        done = subprocess.run([*kafka.java_command("compiler", HEAP), *COMPILER, *options, str(source)])
        if done.returncode:
            shutil.rmtree(building)
            sys.exit(done.returncode)
        try:
            Path(building).rename(folder)
        except OSError:  # another process was faster
            shutil.rmtree(building)
    return str(folder)


if __name__ == "__main__":
    main()

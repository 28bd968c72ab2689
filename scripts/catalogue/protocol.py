"""Feature levels, metadata versions and request types, read from their enumerations."""

from typing import Any

from scripts.catalogue import jvm

COMMON = "org.apache.kafka.server.common"


def features() -> dict[str, Any]:
    """Return each feature's levels as kafka-features.sh counts them, and the metadata versions."""
    return {"features": production_features(), "metadata_versions": metadata_versions()}


def production_features() -> dict[str, Any]:
    """Return the features besides metadata.version: their levels, and what a cluster has that this release formats."""
    latest = jvm.load(f"{COMMON}.MetadataVersion").latestProduction()
    found = {}
    for feature in jvm.load(f"{COMMON}.Feature").PRODUCTION_FEATURES:
        found[str(feature.featureName())] = {
            "levels": [int(each.featureLevel()) for each in feature.featureVersions()],
            "latest_production": int(feature.latestProduction()),
            "default": int(feature.defaultLevel(latest)),
        }
    return dict(sorted(found.items()))


def metadata_versions() -> dict[str, Any]:
    """Return the metadata versions by name, with level, release, and whether the records of the log changed."""
    versions = jvm.load(f"{COMMON}.MetadataVersion")
    latest = versions.latestProduction()
    return {
        str(version): {
            "level": int(version.featureLevel()),
            "release": str(version.shortVersion()),
            "changes_records": bool(version.didMetadataChange()),
            "production": not latest.isLessThan(version),
        }
        for version in versions.VERSIONS
    }


def api_keys() -> dict[str, Any]:
    """Return the request types by name: key, the versions that this release speaks, and on which listeners."""
    found = {}
    for key in jvm.load("org.apache.kafka.common.protocol.ApiKeys").values():
        facts: dict[str, Any] = {"key": int(key.id)}
        if int(key.latestVersion(True)) < 0:
            facts["removed"] = True
        else:
            facts |= {"oldest": int(key.oldestVersion()), "latest": int(key.latestVersion(True))}
            facts["listeners"] = sorted(str(each).lower() for each in key.messageType.listeners())
        found[str(key.messageType.name)] = facts
    return {"api_keys": dict(sorted(found.items(), key=lambda item: item[1]["key"]))}

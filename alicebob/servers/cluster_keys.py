"""The keys of a profile that are about several nodes: their number, and the services they share."""

from collections.abc import Mapping

from alicebob.servers.command_line import split_command
from alicebob.servers.profile import BadOption, Cluster
from alicebob.servers.service import Service
from alicebob.servers.settings import SETTINGS
from alicebob.wires.toml_table import TomlTable

CLUSTER_KEYS = ("nodes", "service", "node_timeout", "settings")
MOST_NODES = 16  # more would test the machine
_SERVICE_KEYS = ("name", "commands", "ready")


def read_cluster(table: TomlTable) -> Cluster:
    """Return what a profile says about its nodes. Raises ``TomlMistake``."""
    nodes = table.whole("nodes", least=1)
    if nodes is not None and nodes > MOST_NODES:
        raise table.mistake(f"it is at most {MOST_NODES}, not {nodes}", "nodes")
    if "url" in table:
        for key in ("nodes", "service"):
            if key in table:
                what = "leave it out: servers that run already are listed in url"
                raise table.mistake(what, key)
    services = tuple(_service(each) for each in table.tables("service"))
    return Cluster(nodes or 1, services, table.seconds("node_timeout") or 0.0)


def read_settings(table: TomlTable) -> Mapping[str, Mapping[str, str]]:
    """Return the settings that take the place of the suite's. Raises ``TomlMistake``."""
    settings = table.table("settings")
    if settings is None:
        return {}
    settings.check_keys(SETTINGS)
    found = {name: settings.table(name) for name in settings.values}
    return {
        name: {key: each.text(key) or "" for key in each.values}
        for name, each in found.items()
        if each is not None
    }


def _service(table: TomlTable) -> Service:
    table.check_keys(_SERVICE_KEYS)
    name, commands = table.text("name"), table.texts("commands")
    if not name:
        raise table.mistake('it has no name, as name = "Redis or Valkey"')
    if not commands:
        what = 'it has no commands, as commands = ["redis-server --port {service_port}"]'
        raise table.mistake(what)
    words = tuple(_command(table, index, text) for index, text in enumerate(commands))
    return Service(name, words, _line(table))


def _command(table: TomlTable, index: int, text: str) -> tuple[str, ...]:
    if "{service_port}" not in text:
        what = "it does not say where to listen: write {service_port} in it"
        raise table.mistake(what, "commands", index)
    try:
        return split_command(text)
    except BadOption as error:
        raise table.mistake(str(error), "commands", index) from None


def _line(table: TomlTable) -> str:
    """Return the part of a line that the service prints when it is ready."""
    ready = table.table("ready")
    if ready is None:
        return ""
    ready.check_keys(("line",))
    line = ready.text("line")
    if not line:
        raise ready.mistake('it is a part of a line that is printed: ready = { line = "Ready" }')
    return line

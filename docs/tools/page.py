"""``python -m docs.tools.page FILE``: write the protocol's HTML page from its document."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from docs.tools.words import Json, code, escaped, example, fields, prose, rule, section, table

_STYLE = Path(__file__).with_name("page.css")
_SHOWN_AT_ONCE = 4  # examples; more are collapsed
_AFTER_THE_DIALECTS = {
    "kinds": "Names, texts, ids, times",
    "errors": "Errors",
    "close-codes": "Close codes",
    "rejections": "Rejected handshakes",
    "sign-in": "Authentication",
    "guarantees": "Guarantees",
    "limits": "Limits",
    "endpoints": "HTTP",
}


def page(document: Json) -> str:
    """Return the whole page, which loads no other files."""
    info = document["info"]
    title = escaped(info["title"])
    about = "".join(f"<p>{prose(part)}</p>" for part in info["description"].split("\n\n"))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title>\n<style>\n{_STYLE.read_text()}</style></head>\n<body>"
        f"{_contents(document)}\n<main><header><h1>{title}</h1>"
        f"<p>Version {escaped(info['version'])}, as <a href='asyncapi.json'>AsyncAPI 3</a>.</p>"
        f"{about}</header>\n" + "\n".join(_chapters(document)) + "\n</main></body></html>\n"
    )


def _contents(document: Json) -> str:
    dialects = {name: name for name in _dialects(document)}
    titles = {"addresses": "Endpoints", **dialects, **_AFTER_THE_DIALECTS}
    links = "".join(f'<li><a href="#{anchor}">{title}</a></li>' for anchor, title in titles.items())
    return f"<nav><ul>{links}</ul></nav>"


def _chapters(document: Json) -> Iterator[str]:
    yield section("addresses", "Endpoints", *_addresses(document))
    for dialect in _dialects(document):
        yield section(dialect, dialect, *_dialect(document, dialect))
    chapters = (_kinds, _errors, _ends, _rejections, _sign_in, _guarantees, _limits, _endpoints)
    for (anchor, title), chapter in zip(_AFTER_THE_DIALECTS.items(), chapters, strict=True):
        yield section(anchor, title, chapter(document))


def _dialects(document: Json) -> list[str]:
    """Return the dialects' names, each once, in the document's order."""
    names = document["components"]["messages"]
    return list(dict.fromkeys(name.partition(".")[0] for name in names))


def _addresses(document: Json) -> Iterator[str]:
    channels = document["channels"].values()
    rows = [(code(channel["address"]), prose(channel["description"])) for channel in channels]
    yield table(("endpoint", "meaning"), rows)
    binding = next(iter(channels))["bindings"]["ws"]
    for what in ("query", "headers"):
        yield f"<h3>{what}</h3>"
        properties = binding[what]["properties"].items()
        yield table(("name", "meaning"), [(code(n), rule(value)) for n, value in properties])


def _dialect(document: Json, dialect: str) -> Iterator[str]:
    messages = document["components"]["messages"]
    for side, title in (("client", "The client sends"), ("server", "The server sends")):
        yield f"<h3>{title}</h3>"
        for name, message in messages.items():
            if name.startswith(f"{dialect}.{side}."):
                yield _message(document, name, message)


def _message(document: Json, name: str, message: Json) -> str:
    schema_name = message["payload"]["$ref"].rpartition("/")[2]
    schema = document["components"]["schemas"][schema_name]
    body = fields(schema)
    bare = "" if body else f"<p class=rule>{rule(schema)}</p>"
    shown = _examples([one["payload"] for one in message["examples"]])
    return (
        f'<article id="{schema_name}"><h4>{escaped(name.rpartition(".")[2])}</h4>'
        f"<p>{prose(message['summary'])}</p>{shown}{body}{bare}{_answers(document, name)}</article>"
    )


def _examples(payloads: list[object]) -> str:
    shown = "".join(map(example, payloads))
    if len(payloads) <= _SHOWN_AT_ONCE:
        return shown
    return f"<details><summary>{len(payloads)} examples</summary>{shown}</details>"


def _answers(document: Json, name: str) -> str:
    """Return links to the answers to a client message."""
    for operation in document["operations"].values():
        said = [_last(one) for one in operation["messages"]]
        if operation["action"] == "receive" and said == [name] and "reply" in operation:
            links = [_link(document, _last(one)) for one in operation["reply"]["messages"]]
            *most, last = links
            answers = f"{', '.join(most)} or {last}" if most else last
            return f"<p class=answers>Answer: {answers}.</p>"
    return ""


def _last(reference: Json) -> str:
    name: str = reference["$ref"].rpartition("/")[2]
    return name


def _link(document: Json, name: str) -> str:
    schema = _last(document["components"]["messages"][name]["payload"])
    return f'<a href="#{schema}">{escaped(name.rpartition(".")[2])}</a>'


def _kinds(document: Json) -> str:
    schemas = document["components"]["schemas"].items()
    rows = [
        (f'<span id="{name}">{escaped(name)}</span>', rule(schema))
        for name, schema in schemas
        if schema.get("title") == name
    ]
    return table(("type", "meaning"), rows)


def _errors(document: Json) -> str:
    examples = document["components"]["messages"]["events.server.error"]["examples"]
    payloads = [one["payload"] for one in examples]
    rows = [(code(p["code"]), escaped(p["content"])) for p in payloads]
    return table(("code in <code>events</code>", "example of the sentence"), rows)


def _ends(document: Json) -> str:
    return _pairs(("code", "when"), document["x-close-codes"])


def _rejections(document: Json) -> str:
    return _pairs(("status", "when"), document["x-rejections"])


def _sign_in(document: Json) -> str:
    schemes = document["components"]["securitySchemes"].values()
    return "".join(f"<p>{prose(scheme['description'])}</p>" for scheme in schemes)


def _guarantees(document: Json) -> str:
    return _pairs(("number", "guarantee"), document["x-guarantees"])


def _limits(document: Json) -> str:
    rows = [
        (
            escaped(limit["what"]),
            f"{limit['most']:,.0f} {escaped(limit['unit'])}",
            code(limit["setting"]) if "setting" in limit else "fixed",
        )
        for limit in document["x-limits"]
    ]
    return table(("limit", "default", "setting"), rows)


def _endpoints(document: Json) -> str:
    rows = [
        (code(request), code(status), prose(what))
        for request, answers in document["x-endpoints"].items()
        for status, what in answers.items()
    ]
    return table(("request", "status", "answer"), rows)


def _pairs(head: tuple[str, str], pairs: Json) -> str:
    return table(head, [(code(key), prose(value)) for key, value in pairs.items()])


if __name__ == "__main__":
    sys.stdout.write(page(json.loads(Path(sys.argv[1]).read_text())))

"""A small chat page of one user, who gives it commands, and that user."""

import http.server
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from alicebob.dialects.paged import Paged
from alicebob.model.received import ReceivedEvent
from alicebob.model.sent import ListUsers, SendMessage, SetTyping
from alicebob.transport.address import Address
from alicebob.transport.page_connection import PageConnection
from alicebob.transport.upgrade import Handshake
from alicebob.transport.websocket import SocketCallbacks

PATIENCE = 20.0  # seconds; only a broken test ever waits so long
PROFILE = """[page]
address = "/page.html{?room}"
name = { label = "Name" }
message = { label = "Words" }
messages = { log = "Talk" }
leave = { button = "Go" }
status = { css = "output" }
connected = "in"
refused = { alert = "" }
typing = { css = "#typing" }
typist = "b"
people = { css = "summary" }
person = "#here > li@title"
everybody = { button = "All" }

[[page.shows]]
as = "message"
entry = ".said"
user = "b"
text = "i"

[[page.shows]]
as = "private"
entry = ".whispered"
user = "b"
to = "@title"
text = "i"

[[page.shows]]
as = "past"
entry = ".earlier"
user = "b"
text = "i"

[[page.shows]]
as = "joined"
entry = ".news"
words = "{user} came"
"""
PAGE = """<!doctype html><meta charset="utf-8"><style>i { white-space: pre-wrap }</style>
<form id="door"><label>Name <input></label></form>
<p role="alert" hidden></p><output>out</output>
<details><summary>Here</summary><ul id="here"><li title="Alice">A<li title="Bob">B</ul></details>
<button id="all" hidden>All</button>
<ul role="log" aria-label="Talk"></ul><p id="typing"></p>
<form id="talk"><label>Words <textarea></textarea></label></form><button id="go">Go</button>
<script>
  const find = (selector) => document.querySelector(selector);
  const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const status = find("output"), alert = find("[role=alert]"), log = find("[role=log]");
  let name, to = "", unsent = "";
  function said(text, user = name) {
    const entry = document.createElement("li");
    entry.className = "said";
    entry.append(make("b", user), make("i", text));
    return entry;
  }
  function news(text) {
    log.append(Object.assign(make("li", text), { className: "news" }));
  }
  // What somebody says is a command to this page.
  const commands = {
    twice: (text) => log.append(said(text), said(text)),
    above: (text) => log.prepend(said(text)),
    change: (text) => (log.lastElementChild.querySelector("i").textContent = text),
    blanks: (text) => {
      const entry = said(text);
      entry.querySelector("i").style.whiteSpace = "normal";
      log.append(entry);
    },
    breaks: () => {
      const entry = said("");
      entry.querySelector("i").innerHTML = "a<br>b";
      log.append(entry);
    },
    loud: (text) => {
      const entry = said(text);
      entry.style.textTransform = "uppercase";
      log.append(entry);
    },
    came: (text) => news(`${text} came`),
    odd: () => news("nobody knows"),
    dialog: (text) => window.alert(text),
    earlier: (text) => log.prepend(Object.assign(said(text), { className: "earlier" })),
    unsent: (text) => (unsent = text),
    keep: (text) => (localStorage.kept = sessionStorage.kept = text),
    kept: () => log.append(said(`${localStorage.kept} ${sessionStorage.kept}`)),
    shy: () => {
      const step = () => (log.style.paddingTop = "90px");
      find("#go").addEventListener("mouseover", step, { once: true });
    },
    hang: () => { for (;;); },
    lost: () => (status.textContent = "lost"),
  };
  find("#door").addEventListener("submit", (event) => {
    event.preventDefault();
    name = find("input").value;
    if (name === "Mallory") {
      alert.hidden = false;
      alert.textContent = "Not you.";
    } else status.textContent = "in";
    find("textarea").focus();
  });
  find("textarea").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [command, text] = event.target.value.split(":");
    event.target.value = "";
    if (to) log.append(Object.assign(said(text ?? command), { className: "whispered", title: to }));
    else if (commands[command]) commands[command](text);
    else log.append(said(text ?? command));
  });
  find("textarea").addEventListener("input", ({ target }) => find("#typing").replaceChildren(
    ...(target.value === "…" ? [make("b", name)] : [])));
  find("#here").addEventListener("click", ({ target }) => {
    to = target.title;
    find("#all").hidden = false;
    find("details").open = false;
  });
  find("#all").addEventListener("click", ({ target }) => {
    to = "";
    target.hidden = true;
  });
  find("#go").addEventListener("click", () => {
    if (unsent && !window.confirm("Leave all the same?")) {
      const last = unsent;
      if (last !== "for ever") setTimeout(() => log.append(said(last)));
      if (last !== "for ever") unsent = "";
    } else status.textContent = "out";
  });
</script>
"""


class OneUser:
    """A user on the page, and what it has heard."""

    def __init__(self, dialect: Paged, address: Address, name: str = "Alice") -> None:
        self.ends: queue.Queue[tuple[int, str]] = queue.Queue()
        self.refused, self.address = "", address
        self._heard: queue.Queue[ReceivedEvent] = queue.Queue()
        self._codec = dialect.codec(name, "lobby", 1)
        callbacks = SocketCallbacks(self._on_frame, lambda *end: self.ends.put(end))
        self.connection: PageConnection = dialect.transport(callbacks, PATIENCE)
        self.connection.connect(address, Handshake(dialect.path(name, None, 1)))

    def say(self, text: str) -> None:
        self.connection.send_text(self._codec.encode(SendMessage(text)))

    def whisper(self, to: str, text: str) -> None:
        self.connection.send_text(self._codec.encode(SendMessage(text, to)))

    def look(self) -> None:
        """Look at the list of users."""
        self.connection.send_text(self._codec.encode(ListUsers()))

    def type(self, is_typing: bool) -> None:
        self.connection.send_text(self._codec.encode(SetTyping(is_typing)))

    def hears(self, count: int = 1) -> list[ReceivedEvent]:
        return [self._heard.get(timeout=PATIENCE) for _ in range(count)]

    def _on_frame(self, is_text: bool, payload: bytes) -> None:
        for event in self._codec.decode(is_text, payload).events:
            self._heard.put(event)
        self.refused = self.refused or self._codec.refused


@contextmanager
def served(folder: Path) -> Iterator[Address]:
    """Serve the page from ``folder``, and yield its address."""
    (folder / "page.html").write_text(PAGE, "utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Address("127.0.0.1", server.server_port)
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def __init__(self, folder: Path, *arguments: object) -> None:
        super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type]

    def log_message(self, *_: object) -> None:
        """Print nothing."""

"""The page's scripts: they parse, also as the one that is served, and their own tests pass.

These need Node.js. Where it is missing, that is said at the end of the run; in CI it is an error.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from server.web.page_weight import SCRIPT, SHEET, joined, lightened
from server.web.static_files import FOLDER, load

HERE = Path(__file__).parent
SCRIPTS = sorted((FOLDER / "assets" / "scripts").glob("*.js"))
NODE = shutil.which("node")
LONGEST = 300  # lines: one sitting
MOST_RAW, MOST_SENT = 80_000, 25_000  # bytes of what everybody loads
ON_DEMAND = {"demo.js", "demo.css", "notifications.js", "plain.js", "icon-unread.svg"}


def everybodys() -> list[str]:
    """The files that everybody loads: the page, and what it names; its icon stands there twice."""
    pages = load()
    named = re.findall(r'(?:href|src)="(assets/[^"]+)"', pages["index.html"].body.decode())
    return sorted({"index.html", *named})


def node(*arguments: str) -> None:
    """Run Node.js, and fail with what it says."""
    if NODE is None:
        assert not os.environ.get("CI"), "Node.js is missing"
        pytest.skip("no Node.js: the page's scripts are not tested")
    run = subprocess.run([NODE, *arguments], capture_output=True, text=True, cwd=HERE)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_parses_to_its_last_line(path: Path) -> None:
    node("--check", str(path))


def test_the_script_that_is_served_parses(tmp_path: Path) -> None:
    """Two modules with one top-level name would not."""
    served = tmp_path / "chat.mjs"
    served.write_bytes(load()[SCRIPT].body)
    node("--check", str(served))


def test_the_scripts_pass_their_own_tests() -> None:
    node("--test", ".")


def test_a_script_imports_only_what_is_exported() -> None:
    """The checker of types says so, too, but not everybody has it."""
    texts = {path.name: path.read_text() for path in SCRIPTS}
    for name, text in texts.items():
        for names, source in re.findall(r'^import \{([^}]+)\} from "\./([\w.]+)"', text, re.M):
            for each in names.split(","):
                pattern = rf"^export (?:const|class|function|async function) {each.strip()}\b"
                assert re.search(pattern, texts[source], re.M), f"{name}: {each} of {source}"


def test_the_page_is_light() -> None:
    pages = load()
    raw = sum(len(pages[path].body) for path in everybodys())
    sent = sum(len(pages[path].compressed) for path in everybodys())
    assert (raw <= MOST_RAW, sent <= MOST_SENT) == (True, True), (raw, sent)


def test_what_not_everybody_needs_is_loaded_on_demand() -> None:
    everything = load()[SCRIPT].body.decode() + load()["index.html"].body.decode()
    loaded = {Path(path).name for path in everybodys()}
    assert loaded & ON_DEMAND == set()
    assert [name for name in ON_DEMAND - {"demo.css"} if name not in everything] == []


def test_the_style_sheet_that_is_served_has_all_others() -> None:
    pages = load()
    parts = [pages[f"assets/styles/{name}.css"].body for name in ("base", "conversation", "people")]
    assert pages[SHEET].body == b"".join(parts)


def test_only_what_authors_read_is_left_out() -> None:
    script = '/** Says. */\nexport const a = 1;\n\n  // why\n  /** @type {X} */ const b = "//";\n'
    assert lightened("a.js", script) == 'export const a = 1;\nconst b = "//";\n'
    sheet = (
        '/* one\n two */\n@import "./b.css";\n.a > b, i :hover { c: calc(1px - 2px);\n  d: e; }\n'
    )
    light = '@import "./b.css";\n.a > b,i :hover{c:calc(1px - 2px);d:e;}'
    assert lightened("a.css", sheet) == light
    assert lightened("a.svg", " <svg/>\n") == " <svg/>\n"


def test_scripts_are_joined_in_the_order_in_which_they_need_each_other() -> None:
    files = {
        "s/a.js": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nb(c);\n',
        "s/b.js": 'import { c } from "./c.js";\nexport function b() {}\n',
        "s/c.js": "export const c = 1;\n",
    }
    sheets = {"a.css": "", "s/a.css": '@import "./b.css";\n.a{}', "s/b.css": ".b{}"}
    assert joined(sheets, "s/a.css") == ".b{}.a{}"
    assert joined(files, "s/a.js") == "const c = 1;\nfunction b() {}\nb(c);\n"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST

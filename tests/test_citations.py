"""Every place that code or documentation cites is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CITED = re.compile(r"\b(docs/[\w./-]+\.md)#([\w-]+)")
FILE = re.compile(
    r"(?<![\w./-])(?:alicebob|bench|docs|mutants|server|steps|tests)/[\w/]+\.(?:c|js|md|py)\b"
)
LINK = re.compile(r"\]\(([^)\s]+\.md)?(?:#([\w-]+))?\)")
OUTSIDE = re.compile(r"\b(?:PROTOCOL|DESIGN|HERITAGE|HOUSE)\b(?!\.md)")


def tracked(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = [ROOT / name for name in listed.stdout.splitlines()]
    return [path for path in found if path.exists()]


CODE = tracked("*.py", "*.c", "*.js", "*.feature", "Makefile")
PAGES = tracked("*.md")


def anchors_of(page: Path) -> set[str]:
    """The explicit anchors of a page, and those that its headings make."""
    text = page.read_text()
    explicit = set(re.findall(r'<a id="([\w-]+)"', text))
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return explicit | {_slug(heading) for heading in headings}


def _slug(heading: str) -> str:
    plain = re.sub(r"<[^>]+>|[`*]", "", heading).strip().lower()
    return re.sub(r"[^\w -]", "", plain).replace(" ", "-")


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_code_cites_is_there(path: Path) -> None:
    cited = CITED.findall(path.read_text())
    assert [(page, anchor) for page, anchor in cited if anchor not in anchors_of(ROOT / page)] == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_code_cites_nothing_outside_the_repository(path: Path) -> None:
    if path == Path(__file__):
        return
    assert OUTSIDE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", [*CODE, *PAGES], ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_are_named_exist(path: Path) -> None:
    """A file keeps its name in the changelog of old versions, and in tests with invented files."""
    if path.name in {"CHANGELOG.md", Path(__file__).name}:
        return
    named = set(FILE.findall(path.read_text()))
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    broken = []
    for page, anchor in LINK.findall(path.read_text()):
        target = path.parent / page if page else path
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append((page, anchor))
    assert broken == []


def test_there_is_code_that_cites_the_protocol() -> None:
    assert any(CITED.search(path.read_text()) for path in CODE)

"""``alicebob init``: a folder to begin with, in which nothing is overwritten."""

from pathlib import Path

import pytest
from behave.parser import parse_file

from alicebob.cli import init
from alicebob.cli import main as command
from alicebob.servers.profile_file import read


def files_in(folder: Path) -> list[str]:
    return sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())


def test_all_files_are_written_into_a_new_folder(tmp_path: Path) -> None:
    assert command.main(["init", str(tmp_path / "our" / "chat")]) == 0
    assert files_in(tmp_path / "our" / "chat") == sorted(init.FILES)


def test_without_a_folder_they_are_written_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command.main(["init"]) == 0
    assert files_in(tmp_path) == sorted(init.FILES)


def test_the_next_steps_enter_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main(["init", str(tmp_path / "our chat")])
    assert f"  cd '{tmp_path}/our chat'\n  alicebob judge " in capsys.readouterr().out


@pytest.mark.parametrize("name", init.FILES)
def test_a_file_that_is_there_is_left_as_it_is(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("ours")
    assert command.main(["init", str(tmp_path)]) == 0
    assert (tmp_path / name).read_text() == "ours"
    assert f"left as it is  {tmp_path / name}\n" in capsys.readouterr().out
    assert files_in(tmp_path) == sorted(init.FILES)


def test_a_link_to_nowhere_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "alicebob.toml").symlink_to("nowhere")
    assert command.main(["init", str(tmp_path)]) == 0
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_a_file_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert command.main(["init", str(tmp_path / "file")]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"alicebob init: {tmp_path / 'file'}")
    assert "Name another folder" in told


def test_the_profile_is_valid_and_starts_the_reference_server(tmp_path: Path) -> None:
    command.main(["init", str(tmp_path)])
    profile = read(str(tmp_path / "alicebob.toml"))
    assert profile.command[1:] == ("-m", "alicebob", "serve", "--port", "{port}")


def test_the_feature_has_a_promise(tmp_path: Path) -> None:
    command.main(["init", str(tmp_path)])
    feature = parse_file(str(tmp_path / "features" / "support_desk.feature"))
    assert [str(tag) for tag in feature.tags] == ["promise.core"]

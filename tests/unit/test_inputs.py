"""What a return rests on: every file that it names, however the key is written."""

from pathlib import Path

import pytest

from send_audit.gathering.inputs import footing_of, is_same

RETURN = """schema: send-audit/audit@1
school: {name: Alder Bank School, nation: england, urn: "200001"}
responses:
  PE-0101:
    rating: met
    note: The profile is on file, and the file is kept.
    evidence:
      - {title: The door}
"""


@pytest.mark.parametrize(
    "key",
    [
        "file: door.jpg",
        '"file": door.jpg',
        "'file' : door.jpg",
        '"fi\\x6ce": door.jpg',
        "? file\n        : door.jpg",
        "? file # where\n        : door.jpg",
    ],
)
def test_a_named_file_is_part_of_it_however_the_key_is_written(tmp_path: Path, key: str) -> None:
    file, picture = tmp_path / "a.yaml", tmp_path / "door.jpg"
    file.write_text(RETURN.replace("{title: The door}", f"title: The door\n        {key}"), "utf-8")
    before = footing_of(file)
    assert [name for name, _ in before.named] == ["door.jpg"]
    assert is_same(file, before)
    picture.write_bytes(b"new")
    assert not is_same(file, before)


def test_its_own_bytes_are_part_of_it(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    assert not is_same(file, footing_of(file)), "what is not there stays unknown"
    file.write_text(RETURN, "utf-8")
    before = footing_of(file)
    assert before.named == ()
    file.write_text(f"{RETURN}# read again", "utf-8")
    assert not is_same(file, before)

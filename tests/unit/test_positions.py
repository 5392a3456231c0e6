"""Each problem points at the line and column where a person would mend it, and says which key is meant."""

import pytest

from send_audit.load.document import Document
from send_audit.problems import Problem
from tests.support import PLAN, SCHOOL, checked, only, read

ACTIONS = f"""{PLAN}\
  actions:
    - id: A-01
      strand: curriculum
      action: Buy screens.
    - id: A-02
      strand: curriculum
      action: Lend screens.
"""


def problem(text: str) -> Problem:
    return only(read(text).problems)


def place(text: str) -> tuple[int, int, str]:
    found = problem(text)
    return found.line, found.column, found.path


def test_a_wrong_value_is_pointed_at_itself() -> None:
    assert place(SCHOOL.replace("england", "atlantis")) == (4, 11, "school.nation")


def test_an_unknown_key_is_pointed_at_the_key() -> None:
    assert place(f"{SCHOOL}  phse: primary\n") == (5, 3, "school.phse")


def test_a_block_where_text_is_wanted_is_pointed_at_its_key() -> None:
    text = f"{PLAN}  complaints:\n    first: ring\n    then: write\n"
    assert place(text) == (6, 3, "plan.complaints")


def test_a_missing_key_is_pointed_at_the_block_that_lacks_it() -> None:
    assert place("schema: send-audit/audit@1\nschool:\n  name: x\n") == (2, 1, "school.nation")


def test_a_missing_key_in_a_list_is_pointed_at_its_entry() -> None:
    text = f"{ACTIONS}    - id: A-03\n      strand: curriculum\n"
    assert place(text) == (13, 7, "plan.actions[2].action")


def test_a_missing_key_of_the_whole_file_is_pointed_at_its_start() -> None:
    text = "# A borough\n\nschema: send-audit/borough@1\nname: Estuary\nnation: england\n"
    assert place(text) == (3, 1, "code")


def test_a_required_key_without_a_value_is_pointed_at_itself_and_called_empty() -> None:
    found = problem("schema: send-audit/audit@1\nschool:\n  name:\n  nation: england\n")
    assert (found.kind.name, found.line, found.column) == ("empty-value", 3, 3)
    assert found.message == "`name` is empty."


def test_a_key_named_like_what_its_block_lacks_is_not_called_empty() -> None:
    found = problem(f"{SCHOOL}  places:\n    name:\n      kind: hall\n")
    assert (found.kind.name, found.path) == ("missing-key", "school.places.name.name")


def test_the_third_entry_of_a_list_is_found() -> None:
    text = (
        f"{ACTIONS}      due: 2027-07\n    - id: A-03\n      strand: curiculum\n      action: x\n"
    )
    assert place(text) == (15, 15, "plan.actions[2].strand")


def test_lists_in_lists_are_followed() -> None:
    text = f"{ACTIONS}      steps:\n        - what: Quote\n        - what: Order\n          due: soon\n"
    assert place(text) == (16, 16, "plan.actions[1].steps[1].due")


def test_an_entry_that_is_itself_wrong_is_called_by_its_number() -> None:
    found = problem(f"{PLAN}  links:\n    - title: a\n      url: b\n    - SEN information report\n")
    assert (found.line, found.column, found.path) == (9, 7, "plan.links[1]")
    assert found.message == "Entry 2 of `links` should be a block of keys."


def test_a_wrong_id_among_keys_is_pointed_at_the_key() -> None:
    text = f"{SCHOOL}  places:\n    Front Lot:\n      name: x\n      kind: hall\n"
    assert place(text) == (6, 5, "school.places.Front Lot")


def test_a_key_that_pydantic_uses_as_a_mark_is_a_key_like_any_other() -> None:
    assert place(f'{SCHOOL}"[key]": x\n') == (5, 1, "[key]")


def test_a_place_in_braces_is_found_by_its_column() -> None:
    text = f"{PLAN}  contact: {{role: SENCO, phone: 1, fax: 2}}\n"
    assert place(text) == (6, 36, "plan.contact.fax")


def test_several_problems_are_all_shown() -> None:
    text = f"{SCHOOL}  pupils: many\n  urn: 1\naudit:\n  date: soon\n  conducted_by: us\n"
    found = read(text).problems
    assert [(p.kind.name, p.line) for p in found] == [
        ("wrong-form", 6),
        ("not-a-number", 5),
        ("not-a-date", 8),
        ("unknown-word", 9),
    ]
    assert [p.line for p in checked(text)] == [5, 6, 8, 9], "users see them in the file's order"


def test_a_list_whose_entries_are_wrong_is_not_called_empty_too() -> None:
    text = "schema: send-audit/sources@1\nsources:\n  - id: Not An Id\n    title: a\n    kind: statute\n"
    names = [p.kind.name for p in read(f"{text}    nation: wales\n    binds: all\n").problems]
    assert names == ["wrong-form"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (f"{SCHOOL}  phse: primary\n", "`phase`"),
        (f"{SCHOOL}  local-authority: x\n", "`local_authority`"),
        (f"{SCHOOL}respones: {{}}\n", "`responses`"),
        (f"{ACTIONS}      lede: SENCO\n", "`lead`"),
        (f"{SCHOOL}  features:\n    parkings: true\n", "`parking`"),
        (f"{SCHOOL}  phase: Primary School\n", "primary"),
        (f"{SCHOOL}  type: community\n", "community-school"),
        ("schema: send-audit/adit@1\n", "send-audit/audit@1"),
        ("schema: audit\n", "send-audit/audit@1"),
    ],
)
def test_a_near_miss_brings_the_word_that_was_meant(text: str, meant: str) -> None:
    assert problem(text).fix.startswith(f"Did you mean {meant}?")


def test_a_word_near_to_none_brings_the_list() -> None:
    assert problem(f"{SCHOOL}zzzz: x\n").fix.startswith("Use one of: audit, group, language")


def test_an_item_that_does_not_exist_brings_the_one_that_was_meant() -> None:
    text = (
        f"{SCHOOL}audit:\n  checklists:\n    physical-environment: 1.0.0\nresponses:\n  PE-0192:\n"
    )
    found = only(checked(f"{text}    location: Gate\n"))
    assert (found.kind.name, found.line, found.column) == ("unknown-item", 9, 3)
    assert found.fix.startswith("Did you mean PE-0102?")


def test_a_path_that_is_not_there_leads_to_the_nearest_thing_above() -> None:
    document: Document = read(ACTIONS)
    assert document.line_of(("plan", "actions", 1, "id")) == (10, 7)
    assert document.line_of(("plan", "actions", 1, "due")) == (10, 7)
    assert document.line_of(("plan", "actions", 9)) == (6, 3)
    assert document.line_of(()) == (1, 1)

"""The page of each kind of problem: what it is, why it matters, a wrong and a right example."""

import re
from dataclasses import dataclass
from functools import cache

from send_audit.problems import KINDS, ProblemKind
from send_audit.resources import explanations_dir

_PAGE = re.compile(
    r"\n(?P<prose>.+?)\n\nWrong:\n\n```(?P<wrong_as>[a-z ]+)\n(?P<wrong>.*?)```"
    r"\n\nRight:\n\n```(?P<right_as>[a-z ]+)\n(?P<right>.*?)```\n*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One page. `wrong_as` and `right_as` say what the examples are: `yaml`, `yaml escaped` or `text`."""

    kind: ProblemKind
    prose: str
    wrong: str
    wrong_as: str
    right: str
    right_as: str

    @property
    def markdown(self) -> str:
        """The page for documents and code hosts."""
        return (
            f"{self.prose}\n\nWrong:\n\n```{self.wrong_as}\n{self.wrong}```\n\n"
            f"Right:\n\n```{self.right_as}\n{self.right}```\n"
        )

    @property
    def text(self) -> str:
        """The page for a terminal."""
        kind = self.kind
        return "\n".join(
            [
                f"{kind.code} {kind.name} ({kind.severity})",
                f"{kind.title}.",
                "",
                self.prose,
                "",
                "Wrong:",
                *_indented(self.wrong),
                "",
                "Right:",
                *_indented(self.right),
            ]
        )


def _indented(example: str) -> list[str]:
    return [f"    {line}".rstrip() for line in example.splitlines()]


def find_kind(word: str) -> ProblemKind | None:
    """The kind of problem with this code or name, in capital or small letters."""
    kinds = (kind for kind in KINDS.values() if word.lower() in (kind.code.lower(), kind.name))
    return next(kinds, None)


def explanation_of(code: str) -> Explanation:
    """The page of a code. Raises `KeyError` for a code that has none: tests see to it that each has one."""
    return _group(code[:3])[code]


@cache
def _group(group: str) -> dict[str, Explanation]:
    """The pages of one file, such as SA1.md, by code."""
    text = (explanations_dir() / f"{group}.md").read_text(encoding="utf-8")
    pages = {}
    for block in re.split(r"(?m)^## ", text)[1:]:
        head, _, body = block.partition("\n")
        name = head.split()[1]
        found = _PAGE.fullmatch(body)
        assert found is not None, head  # a test reads every page
        pages[KINDS[name].code] = Explanation(kind=KINDS[name], **found.groupdict())
    return pages

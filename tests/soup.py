"""Text that is nearly YAML: signs at random, and sound files with a few places damaged."""

from hypothesis import strategies as st

from tests.support import VALID

TOKENS = [
    *("a", "b c", "it's", "name", "school", "nation", "england", "é", "😀", "null", "~", "<<", "="),
    *(": ", ":", "- ", "-", "? ", "?", " ", "  ", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff"),
    *("\n", "\n  ", "\n    ", "\n- ", "\n  - ", "\n  a: ", "\na: ", "\r\n", "\r", "\x85", "\u2028"),
    *("'", '"', "''", '""', "\\", '\\"', "\\\n", "\\n", "\\x41", "\\u0041", "\\x07"),
    *("\\ud800", "\\ud83d\\ude00", "\\U0000d800", "\\U00110000", "\\UFFFFFFFF", "\\N", "\\_"),
    *("#", " #", "# c", " #4", "&a ", "*a", "!t ", "!!str ", "! ", "!<x>", "@", "`", "%", "\0"),
    *("|", "|\n  ", ">-\n ", "|2\n", "|+", "|0", "| # it's\n", "|#", ">5", "[", "]", "{", "}"),
    *(", ", ",", "{a: b}", "[a, b]", "{a b, c d}", "%YAML 1.1\n", "---", "---\n", "...\n", "0"),
]
HEAD = "schema: send-audit/audit@1\n"
VALID_TEXTS = [file.read_text("utf-8") for file in VALID]

soup = st.builds(
    lambda head, tokens: (head + "".join(tokens)).encode("utf-8", "surrogatepass"),
    st.sampled_from(["", HEAD, HEAD + "school:\n  name: x\n  nation: wales\nplan:\n  aims:"]),
    st.lists(st.sampled_from(TOKENS), max_size=16),
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A valid file with a few places cut out, doubled or overwritten."""
    text = draw(st.sampled_from(VALID_TEXTS))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 12))
        middle = draw(st.sampled_from([*TOKENS, text[start : start + 30]]))
        text = text[:start] + middle + text[start + cut :]
    return text.encode()

"""Where lines end: at LF, CR LF or CR, as YAML has it, and nowhere else."""


def split_lines(text: str) -> list[str]:
    """Each line without its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def count_breaks(text: str, start: int, end: int) -> int:
    """How many lines end between two places, however they end."""
    return (
        text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)
    )


def line_start(text: str, index: int) -> int:
    """Where the line that holds `index` starts."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1

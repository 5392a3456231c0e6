"""Text from a file or a name, fit for one line: no line break, no terminal's command, no half character."""


def one_line(text: str) -> str:
    """The text with a space for each character that cannot be printed; as long as before."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)

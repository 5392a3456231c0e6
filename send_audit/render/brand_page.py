"""A branded page looked through before anybody gets it: it may fetch nothing and run nothing."""

import re
from collections.abc import Iterator
from typing import Any

from send_audit.render.not_made import BrandRefusedError

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
"""What a browser is told of a branded page: it fetches nothing, should anything have slipped through."""

_ELEMENTS = frozenset(
    {"script", "link", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "form"}
    | {"video", "audio", "source", "track", "portal", "noscript", "template", "foreignobject"}
    | {"use", "image", "math"}
)
_ADDRESSES = frozenset(
    (
        "src",
        "srcset",
        "poster",
        "data",
        "action",
        "formaction",
        "background",
        "xlink:href",
        "ping",
        "manifest",
    )
)
_LINKS = re.compile(r"(?:https?:|mailto:|tel:|#)", re.IGNORECASE)
_WITHIN = ("data:image/jpeg;", "picture:")
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})[ \t\r\n\f]?|(\r\n|[\n\f\r])|(.))", re.DOTALL)
_FETCHES = re.compile(r"@import|(?<![\w-])(?:image-set|-webkit-image-set|image|src|expression)\(")
_URL = re.compile(r"url\(\s*[\"']?\s*([^\s\"')]{0,80})")
_FONTS = ("data:font/", "data:image/jpeg;", "bundled:fonts/", "picture:", "#")


def check_page(html: str, *, screen: bool) -> None:
    """Raise `BrandRefusedError` where a finished page fetches or runs something."""
    from lxml.html import document_fromstring

    root: Any = document_fromstring(html)
    if screen and f'content="{POLICY}"' not in html:
        raise BrandRefusedError(
            "The page lost its line “Content-Security-Policy”: keep the head of document.html.j2."
        )
    for fault in _faults(root):
        raise BrandRefusedError(
            f"A brand may not make a page that fetches or runs anything: {fault}."
        )


def _faults(root: Any) -> Iterator[str]:  # noqa: ANN401 - lxml's own elements
    for element in root.iter():
        if not isinstance(element.tag, str):
            if "[if" in (element.text or "").lower():
                yield "a conditional comment"
            continue
        tag = element.tag.lower()
        if tag in _ELEMENTS:
            yield f"<{tag}>"
        if tag == "style":
            yield from _style_faults(element.text_content())
        for name, value in element.attrib.items():
            yield from _attribute_faults(tag, name.lower(), value)


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[str]:
    address = "".join(value.split())
    refused = (
        name.startswith("on") or name == "srcdoc",
        name == "http-equiv" and value.lower() != "content-security-policy",
        name in _ADDRESSES and not (name == "src" and address.startswith(_WITHIN)),
        name == "href" and not (tag == "a" and _LINKS.match(address)),
    )
    if any(refused):
        yield f"{name}=“{value[:60]}” of <{tag}>"
    else:
        yield from (
            f"{fault} in {name} of <{tag}>"
            for fault in _style_faults(value, strict=name == "style")
        )


def _style_faults(css: str, *, strict: bool = True) -> Iterator[str]:
    """What a style fetches, its escapes seen through. Comments stay: one hides nothing that is in force."""
    text = _ESCAPE.sub(_unescaped, css).lower()
    if strict and (match := _FETCHES.search(text)):
        yield match[0]
    for match in _URL.finditer(text):
        if not match[1].startswith(_FONTS):
            yield match[0]


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if 0 < number < 0x110000 else "\ufffd"
    return "" if match[2] else match[3]

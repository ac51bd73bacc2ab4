"""Workbooks changed at random: bytes of the file, and markup of its parts."""

from __future__ import annotations

import random
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from tests.imports.packages import zipped

_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE_VALUE = re.compile(rb"\"[^\"]*\"|'[^']*'")
_CONTENT = re.compile(rb"office:value-type|text:s ")
_STRANGE = ("", "-1", "0", "1", "99999", "9" * 30, "1e5", "NaN", "x", "A1", "XFD1048576", "s", "true", "é" * 40)
_SIGNS = b"<>/=\"' abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:-&;\x00\xff"


def damage(data: bytes, rng: random.Random) -> bytes:
    """A file that lost, doubled or changed some of its bytes on the way."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 50))):
        at = rng.randrange(len(changed))
        match rng.randrange(5):
            case 0:
                changed[at] ^= 1 << rng.randrange(8)
            case 1:
                changed[at] = rng.randrange(256)
            case 2:
                del changed[at : at + rng.choice((1, 4, 100, 2000))]
            case 3:
                changed[at:at] = changed[at : at + rng.choice((1, 4, 100))]
            case _:
                changed[at:at] = rng.randbytes(rng.choice((1, 4, 100)))
        if not changed:
            break
    return bytes(changed)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def remade(parts: dict[str, bytes], rng: random.Random, *, names_only: bool) -> bytes:
    """The workbook with changed markup in one of its parts, in a sound archive.

    ``names_only``: words and attributes' values stay, and so a value that the original does not hold is invented.
    """
    parts = dict(parts)
    markup = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    heavy = [name for name in markup if "sheet" in name or name in ("content.xml", "xl/sharedStrings.xml")]
    name = rng.choice(heavy if rng.random() < 0.7 else markup)
    text = parts[name]
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        text = _regrown(text, rng) if not names_only and rng.random() < 0.7 else _changed(text, rng, names_only)
    parts[name] = text
    return zipped(parts)


def _changed(text: bytes, rng: random.Random, names_only: bool) -> bytes:
    # A tag that holds a cell's value, or a space of its text, is content: where it goes, the content goes.
    tags = [match.span() for match in _TAG.finditer(text) if not (names_only and _CONTENT.search(match[0]))]
    if not tags:
        return text
    start, end = rng.choice(tags)
    match rng.randrange(5):
        case 0:  # a tag is gone
            return text[:start] + text[end:]
        case 1:  # or stands twice
            return text[:end] + text[start:end] + text[end:]
        case 2:  # or has changed places with another one
            first, last = sorted((rng.choice(tags), (start, end)))
            between = text[first[1] : last[0]]
            return text[: first[0]] + text[slice(*last)] + between + text[slice(*first)] + text[last[1] :]
    spans = [match.span() for match in _ATTRIBUTE_VALUE.finditer(text, start, end)]
    places = [at for at in range(start + 1, end) if not any(a < at < b - 1 for a, b in spans)]
    at = rng.choice(places) if names_only else rng.randrange(len(text))
    sign = bytes((rng.choice(_SIGNS),))
    return text[:at] + sign + text[at + rng.randrange(2) :]


def _regrown(text: bytes, rng: random.Random) -> bytes:
    """Another tree, still a sound document: what no check of the markup alone could find."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:  # by an earlier change
        return text
    parents = [element for element in root.iter() if len(element)]
    element = rng.choice(list(root.iter()))
    parent = rng.choice(parents or [root])
    match rng.randrange(7):
        case 0 if len(parent):
            parent.remove(rng.choice(list(parent)))
        case 1 if len(parent):
            parent.append(rng.choice(list(parent)))
        case 2:
            children = list(parent)
            rng.shuffle(children)
            parent[:] = children
        case 3:
            element.tag = rng.choice(list(root.iter())).tag
        case 4 if element.attrib:
            del element.attrib[rng.choice(list(element.attrib))]
        case 5 if element.attrib:
            element.attrib[rng.choice(list(element.attrib))] = rng.choice(_STRANGE)
        case _:
            element.text = rng.choice(_STRANGE)
    return ElementTree.tostring(root)

"""Which encoding a text file is in, from the bytes themselves.

A byte order mark or valid UTF-8 settles it. Otherwise every byte above 127 is a witness: 0x80 before a digit is a euro sign
in cp1252 and 0xA4 one in ISO 8859-15, 0x9C a pound sign in the DOS code pages, 0x8E between letters an e-acute on an old Mac. The encoding in which the
witnesses make the most sense wins; cp1252 where nothing speaks against it.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SINGLE_BYTE = ("cp1252", "cp850", "cp858", "cp437", "mac_roman", "iso8859-15")  # the first of equals wins
UNDEFINED_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"
WITNESSES = 20_000
CURRENCY_SIGNS = "€£¥"
COMMON_LETTERS = "éëïöüèáóçêäßñ"  # in names and words of Dutch, French, German and Spanish
LETTERS = COMMON_LETTERS + "àâãåòôõøíìîúùûæœÿýšž"
QUOTATION_MARKS = "“”„‘’«»´"
SIGNS = "–—…•·°§®©™²³½¼¾±×µ¿¡‰¦¨¸\N{NO-BREAK SPACE}"
WITNESS = re.compile(rb"(?s)(?<![\x80-\xff]).?[\x80-\xff]{1,3}(?![\x80-\xff]).?")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
CHUNK = 1 << 20


@dataclass(frozen=True)
class Encoding:
    """`name` is a codec name of Python; `strays` counts bytes that are not of it and are read as cp1252."""

    name: str
    strays: int = 0


def detect_encoding(content: bytes) -> Encoding:
    """The encoding of a text. Plain ASCII is reported as "ascii", UTF-8 with a mark as "utf-8-sig"."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return Encoding(name, _utf8_characters(content[3:])[1] if name == "utf-8-sig" else 0)
    if wide := _without_mark(content):
        return Encoding(wide)
    if content.isascii():
        return Encoding("ascii")
    if _is_utf8(content):
        return Encoding("utf-8")
    characters, strays = _utf8_characters(content)
    if characters > 2 * strays:
        return Encoding("utf-8", strays)
    return Encoding(_single_byte(content))


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(content), CHUNK):
            decoder.decode(view[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf8_characters(content: bytes) -> tuple[int, int]:
    """How many characters above 127 are UTF-8, and how many bytes are not, in the first stretches of such bytes."""
    stretches = (match.group() for match in islice(BEYOND_ASCII.finditer(content), WITNESSES))
    text = (
        b" ".join(stretches).decode("utf-8", "replace").replace(" ", "")
    )  # two stretches together may look like one character
    strays = text.count("\N{REPLACEMENT CHARACTER}")
    return len(text) - strays, strays


def _without_mark(content: bytes) -> str | None:
    """UTF-16 without a mark shows in the zero bytes: every other one, on one side."""
    sample = content[:4096]
    if len(sample) < 4:
        return None
    even, odd = (sample[side::2].count(0) / len(sample[side::2]) for side in (0, 1))
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.1 else None


def _single_byte(content: bytes) -> str:
    """The single-byte encoding in which the bytes above 127 make the most sense between their neighbours."""
    witnesses = Counter(match.group() for match in islice(WITNESS.finditer(content), WITNESSES))
    scores = {
        name: sum(count * _sense(witness.decode(name, "replace")) for witness, count in witnesses.items())
        for name in SINGLE_BYTE
    }
    best = max(SINGLE_BYTE, key=lambda name: scores[name])
    if best == "cp1252" and any(byte in content for byte in UNDEFINED_IN_CP1252):
        return "latin-1"
    return best


def _sense(text: str) -> int:
    """How much sense the characters above 127 of a snippet make between their neighbours; negative where they make none."""
    return sum(
        _sense_of(character, text[index - 1 : index], text[index + 1 : index + 2])
        for index, character in enumerate(text)
        if character > "\x7f"
    )


def _sense_of(character: str, before: str, after: str) -> int:
    beside_letter = before.isalpha() or after.isalpha()
    if character in CURRENCY_SIGNS:
        return 1 if beside_letter else 4 if after.isdigit() or before.isdigit() else 2
    if character.lower() in LETTERS:
        return _sense_of_letter(character, before, after) if beside_letter else 0
    if character in QUOTATION_MARKS:
        return 2 if beside_letter else 1
    if character in SIGNS:
        return 0 if before.isalpha() and after.isalpha() else 1
    return -3


def _sense_of_letter(letter: str, before: str, after: str) -> int:
    if letter not in LETTERS:  # a capital
        return -2 if before.islower() or (before.isalpha() and after.islower()) else 2
    if after.isupper() or (before.isupper() and not after.islower()):
        return 0
    return 3 if letter in COMMON_LETTERS else 2

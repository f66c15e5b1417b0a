"""Compound files (OLE2), the container of xls, old Word and protected xlsx: which streams there are, and their bytes.

Layout: Microsoft's open specification MS-CFB. Damage of any kind is a Refusal; chains that loop or point outside are damage.
"""

from __future__ import annotations

import struct

from kpi.intake.sheet import damaged

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_CHAIN = 0xFFFFFFFE
LARGEST_SECTOR = 0xFFFFFFFA
ENTRY_SIZE = 128
ROOT = 5


class CompoundFile:
    """The streams of a compound file. `names` are all streams and storages in it."""

    def __init__(self, content: bytes):
        self._content = content
        try:
            self._open()
        except (struct.error, IndexError):
            raise damaged() from None

    def _open(self) -> None:
        shift, mini_shift = struct.unpack_from("<HH", self._content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise damaged()
        self._sector_size, self._mini_size = 1 << shift, 1 << mini_shift
        directory, _, self._mini_cutoff, mini_table = struct.unpack_from("<IIII", self._content, 48)
        more_table = struct.unpack_from("<I", self._content, 68)[0]
        self._table = self._numbers(self._table_sectors(more_table))
        self._entries = self._directory(self._chain(directory, self._table))
        self._mini_table = self._numbers(self._chain(mini_table, self._table)) if mini_table < LARGEST_SECTOR else ()
        self.names = frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream. Raises Refusal when there is none, or its chain of sectors is broken."""
        if name not in self._entries:
            raise damaged()
        start, size = self._entries[name]
        if size >= self._mini_cutoff:
            sectors = self._chain(start, self._table)
            if len(sectors) * self._sector_size < size:
                raise damaged()
            return b"".join(map(self._sector, sectors))[:size]
        holder = b"".join(map(self._sector, self._chain(self._entries["\0root"][0], self._table)))
        return b"".join(
            holder[sector * self._mini_size : (sector + 1) * self._mini_size]
            for sector in self._chain(start, self._mini_table)
        )[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_size
        if start >= len(self._content):
            raise damaged()
        return self._content[start : start + self._sector_size]

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        content = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

    def _table_sectors(self, more: int) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        seen = set()
        while more < LARGEST_SECTOR:
            if more in seen:
                raise damaged()
            seen.add(more)
            *numbers, more = self._numbers([more])
            sectors += numbers
        return [sector for sector in sectors if sector < LARGEST_SECTOR]

    def _chain(self, start: int, table: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        while start != END_OF_CHAIN:
            if start >= len(table) or len(chain) > len(table):
                raise damaged()
            chain.append(start)
            start = table[start]
        return chain

    def _directory(self, sectors: list[int]) -> dict[str, tuple[int, int]]:
        content = b"".join(map(self._sector, sectors))
        entries = {}
        for offset in range(0, len(content) - ENTRY_SIZE + 1, ENTRY_SIZE):
            length, kind = struct.unpack_from("<HB", content, offset + 64)
            start, size = struct.unpack_from("<II", content, offset + 116)
            if kind == ROOT:
                entries["\0root"] = (start, size)
            elif kind:
                name = content[offset : offset + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
                entries.setdefault(name, (start, size))
        return entries

"""XML without what can do harm: a document type is refused, so that no entity can be defined, expanded or fetched."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from kpi.intake.notice_place import refusal
from kpi.language import message
from kpi.model import Message, Refusal

CHUNK = 1 << 16
LONGEST_NAME = 200
BETWEEN = "\n"
"""Between a namespace and a name: in neither can it stand."""


class Node:
    """One element: its name without namespace, attributes, text and children."""

    __slots__ = ("attributes", "children", "name", "namespace", "parent", "text")

    def __init__(self, namespace: str, name: str, attributes: dict[str, str], parent: Node | None):
        self.namespace, self.name, self.attributes, self.parent = namespace, name, attributes, parent
        self.children: list[Node] = []
        self.text = ""

    @property
    def path(self) -> str:
        """The XPath of this element by local names, with a place among those of its name where there are more."""
        if self.parent is None:
            return f"/{self.name}"
        alike = [one for one in self.parent.children if one.name == self.name]
        place = f"[{next(number for number, one in enumerate(alike, 1) if one is self)}]" if len(alike) > 1 else ""
        return f"{self.parent.path}/{self.name}{place}"

    def each(self, *names: str) -> Iterator[Node]:
        """The elements that are reached by these names, one step down for each."""
        if not names:
            yield self
            return
        for child in self.children:
            if child.name == names[0]:
                yield from child.each(*names[1:])

    def first(self, *names: str) -> str | None:
        """The text of the first element that is reached and filled."""
        return next((one.text.strip() for one in self.each(*names) if one.text.strip()), None)

    def all(self) -> Iterator[Node]:
        """This element and everything below it, in the order of the document."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += reversed(one.children)


def parse(file: str, content: bytes, depth: int, elements: int) -> Node:
    """The root of a document. Raises Refusal where it has a document type, is broken, or goes beyond the limits."""
    reader = _Reader(file, depth, elements)
    return reader.read(content)


class _Reader:
    def __init__(self, file: str, depth: int, elements: int):
        self.file, self.most_depth, self.most_elements = file, depth, elements
        self.depth = self.count = 0
        self.root: Node | None = None
        self.node: Node | None = None

    def read(self, content: bytes) -> Node:
        parser = expat.ParserCreate(namespace_separator=BETWEEN)
        parser.buffer_text = True
        parser.buffer_size = 1 << 20
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.EntityDeclHandler = self._refuse_document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add_text
        try:
            for begin in range(0, len(content), CHUNK):
                parser.Parse(content[begin : begin + CHUNK], False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            line = getattr(error, "lineno", 1)
            raise self._refuse(
                message("broken XML at line {line}", line=line), message("XML that was received whole")
            ) from None
        assert self.root is not None
        return self.root

    def _refuse(self, found: Message, expected: Message, code: str = "notice_file") -> Refusal:
        return refusal(self.file, self.node.path if self.node else "/", found, expected, code)

    def _refuse_document_type(self, *_: object) -> None:
        raise self._refuse(
            message("a document type (<!DOCTYPE>), which can define or fetch text of its own"),
            message("XML without one, as TED and TenderNed publish it"),
            "xml_entities",
        )

    def _start(self, written: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > self.most_depth:
            raise self._refuse(
                message("nesting that is too deep"), message("at most {depth} levels", depth=self.most_depth)
            )
        if self.count > self.most_elements:
            raise self._refuse(
                message("more than {count} elements", count=self.most_elements), message("one notice a file")
            )
        namespace, _, name = written.rpartition(BETWEEN)
        short = {key.rpartition(BETWEEN)[2]: value for key, value in attributes.items()}
        node = Node(namespace, name[:LONGEST_NAME], short, self.node)
        if self.node is None:
            self.root = node
        else:
            self.node.children.append(node)
        self.node = node

    def _end(self, _: str) -> None:
        assert self.node is not None
        self.depth -= 1
        self.node = self.node.parent

    def _add_text(self, text: str) -> None:
        if self.node is not None:
            self.node.text += text

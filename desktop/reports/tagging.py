"""The structure of a page for people who hear it: tags recorded while drawing, written into the file afterwards.

ReportLab writes no tags. While it draws, marked content gets a number on its page; afterwards the tree of elements,
the parent tree, language, title and metadata are added, so that the file meets PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas


@dataclass(slots=True)
class Element:
    """One element of the structure tree: its role, what it holds in reading order, and words for drawings.

    ``alternate`` describes a figure, ``spoken`` replaces marks by words, ``scope`` says what a header cell heads,
    ``box`` is the place of a figure, ``span`` over how many columns a cell of a table goes.
    """

    role: str
    kids: list[Element | tuple[int, int]] = field(default_factory=list)
    alternate: str = ""
    spoken: str = ""
    scope: str = ""
    box: tuple[float, float, float, float] | None = None
    span: int = 1


class Tags:
    """Records the tree while a canvas is drawn. Everything drawn is either inside ``mark`` or an ``artifact``."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.root = Element("Document")
        self._open = [self.root]
        self._page = 0
        self._next = 0
        self._inside = False

    def next_page(self) -> None:
        """Numbers start anew on each page."""
        self._page += 1
        self._next = 0

    @contextmanager
    def element(self, role: str, **details: object) -> Iterator[Element]:
        """An element that holds everything opened inside it, for example a section or a table row."""
        made = Element(role, **details)  # type: ignore[arg-type]
        self._open[-1].kids.append(made)
        self._open.append(made)
        yield made
        self._open.pop()

    @contextmanager
    def within(self, element: Element) -> Iterator[None]:
        """An element that was opened before is gone on with, for example a table on a further page."""
        self._open.append(element)
        yield
        self._open.pop()

    @contextmanager
    def mark(self, role: str, **details: object) -> Iterator[None]:
        """An element that holds what is drawn inside it."""
        self._open[-1].kids.append(Element(role, [(self._page, self._next)], **details))  # type: ignore[arg-type]
        self._write(f"/{role} <</MCID {self._next}>> BDC")
        self._next += 1
        self._inside = True
        yield
        self._inside = False
        self._write("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Rules and frames that say nothing; inside marked content they belong to it."""
        if self._inside:
            yield
            return
        self._inside = True
        self._write("/Artifact BMC")
        yield
        self._write("EMC")
        self._inside = False

    def _write(self, operator: str) -> None:
        self._canvas._code.append(operator)


def finished(drawn: bytes, root: Element, *, title: str, language: str) -> bytes:
    """The drawn file with its structure, and with no metadata but title and language. Same input, same bytes.

    ``title`` is shown by readers as the window's title and must not name a patient.
    """
    with pikepdf.open(BytesIO(drawn)) as pdf:
        _mend_unicode_maps(pdf)
        _add_structure(pdf, root)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String(language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if "/Info" in pdf.trailer:
            del pdf.trailer.Info
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:language"] = [language]
            metadata["pdfuaid:part"] = "1"
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def _add_structure(pdf: pikepdf.Pdf, root: Element) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    made = _Tree(pdf)
    tree.K = Array([made.built(root, tree)])
    numbers = Array()
    for number, (page, holders) in enumerate(zip(made.pages, made.holders, strict=True)):
        page.StructParents = number
        numbers.append(number)
        numbers.append(pdf.make_indirect(Array([holders[one] for one in sorted(holders)])))
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(made.pages)
    pdf.Root.StructTreeRoot = tree


class _Tree:
    """Elements as they become objects of the file, thousands in a long one; ``holders`` are for each page the element
    that holds each piece of marked content, by its number."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.holders: list[dict[int, pikepdf.Object]] = [{} for _ in self.pages]
        self._type = Name.StructElem
        self._roles: dict[str, Name] = {}

    def built(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        """The element with all that it holds; the page of what is drawn stands once where it is one page."""
        marks = [kid for kid in element.kids if not isinstance(kid, Element)]
        told = {"/Type": self._type, "/S": self._role(element.role), "/P": parent, **_attributes(element)}
        leaf = len({page for page, _ in marks}) == 1 and len(marks) == len(element.kids)
        if leaf:
            told |= {"/Pg": self.pages[marks[0][0]], "/K": Array([number for _, number in marks])}
        made = self._pdf.make_indirect(Dictionary(told))
        for page, number in marks:
            self.holders[page][number] = made
        if not leaf:
            made.K = Array([self._kid(kid, made) for kid in element.kids])
        return made

    def _kid(self, kid: Element | tuple[int, int], parent: pikepdf.Object) -> pikepdf.Object:
        if isinstance(kid, Element):
            return self.built(kid, parent)
        page, number = kid
        return Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=number)

    def _role(self, role: str) -> Name:
        if role not in self._roles:
            self._roles[role] = Name(f"/{role}")
        return self._roles[role]


def _attributes(element: Element) -> dict[str, pikepdf.Object]:
    """What is said of an element beside its role."""
    told: dict[str, pikepdf.Object] = {}
    if element.alternate:
        told["/Alt"] = String(element.alternate)
    if element.spoken:
        told["/ActualText"] = String(element.spoken)
    if element.scope:
        told["/A"] = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
    if element.span > 1:
        told["/A"] = Dictionary(O=Name.Table, ColSpan=element.span)
    if element.box:
        box = Array([round(edge, 2) for edge in element.box])
        told["/A"] = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
    return told


def _mend_unicode_maps(pdf: pikepdf.Pdf) -> None:
    """ReportLab maps the codes it does not use to U+0000, which no accessible file may contain."""
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.Font and "/ToUnicode" in each:
            lines = each.ToUnicode.read_bytes().split(b"\n")
            each.ToUnicode.write(b"\n".join(_mapped(lines)))


def _mapped(lines: list[bytes]) -> list[bytes]:
    """The map without lines to U+0000; each section counts its lines in the line that begins it."""
    kept: list[bytes] = []
    start = -1
    for line in lines:
        if line.strip().endswith(b"<0000>") and not line.strip().startswith(b"<0000>"):
            continue
        kept.append(line)
        if line.strip().endswith(b"beginbfchar"):
            start = len(kept) - 1
        elif line.strip() == b"endbfchar" and start >= 0:
            kept[start] = b"%d beginbfchar" % (len(kept) - start - 2)
    return kept

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
        with self.element(role, **details) as made:
            made.kids.append((self._page, self._next))
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
        _add_structure(pdf, root)
        _mend_unicode_maps(pdf)
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
    parents: dict[int, dict[int, pikepdf.Object]] = {number: {} for number in range(len(pdf.pages))}
    tree.K = Array([_built(pdf, root, tree, parents)])
    numbers = Array()
    for number, page in enumerate(pdf.pages):
        page.StructParents = number
        marked = parents[number]
        numbers.append(number)
        numbers.append(pdf.make_indirect(Array([marked[one] for one in sorted(marked)])))
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = tree


def _built(
    pdf: pikepdf.Pdf, element: Element, parent: pikepdf.Object, parents: dict[int, dict[int, pikepdf.Object]]
) -> pikepdf.Object:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent))
    if element.alternate:
        made.Alt = String(element.alternate)
    if element.spoken:
        made.ActualText = String(element.spoken)
    if element.scope:
        made.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
    if element.span > 1:
        made.A = Dictionary(O=Name.Table, ColSpan=element.span)
    if element.box:
        made.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array([round(edge, 2) for edge in element.box]))
    made.K = Array([_kid(pdf, kid, made, parents) for kid in element.kids])
    return made


def _kid(
    pdf: pikepdf.Pdf,
    kid: Element | tuple[int, int],
    parent: pikepdf.Object,
    parents: dict[int, dict[int, pikepdf.Object]],
) -> pikepdf.Object:
    if isinstance(kid, Element):
        return _built(pdf, kid, parent, parents)
    page, number = kid
    parents[page][number] = parent
    return Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=number)


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

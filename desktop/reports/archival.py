"""A tagged document that carries a record: archival (PDF/A-3b) and accessible (PDF/UA-1) at once.

PDF/A asks for a colour profile, for metadata that say what the file is and explain every property that the standard
does not know, and for an attachment that says how it belongs to the document. Nothing here depends on the clock: the
same page, record and day give the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import md5
from io import BytesIO
from struct import pack
from xml.sax.saxutils import escape
from zlib import compress

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

RECORD_NAME = "crestboard-record.json"
"""What the attachment is called, in every document and whatever child it is of."""

NAMESPACE = "urn:crestboard:document:1"
"""Names our own metadata."""

SEAL = "seal"
"""The property of our own metadata that holds the signature's text."""

LEFT_OUT = "leftout"
"""The property that names what the record lacks, as a list in JSON, where no signature tells it."""

_WHAT = "Record of the case for Crestboard: format crestboard-record, version 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a document carries: the record's bytes, the day that it is dated with, and the signature's text if any.

    ``left_out`` are the parts that the record lacks; the document says so itself where no signature does (None: nobody
    knows).
    """

    record: bytes = b""
    on: date
    seal: str = ""
    left_out: tuple[str, ...] | None = None

    @property
    def own_words(self) -> tuple[str, str]:
        """The property of our own metadata, and its text: the signature, else what was left out (empty: none)."""
        if self.seal:
            return SEAL, self.seal
        if self.record and self.left_out is not None:
            return LEFT_OUT, json.dumps(list(self.left_out))
        return SEAL, ""


def with_carried(document: bytes, carried: Carried) -> bytes:
    """The tagged document with the record inside, as PDF/A-3b and PDF/UA-1; without a record only with its signature.

    ``document`` is one that ``desktop.reports.tagging`` finished. Nothing that is seen changes: the line that says what
    the document carries is drawn with the page.
    """
    with pikepdf.open(BytesIO(document)) as pdf:
        archival = bool(carried.record)
        if archival:
            _attach(pdf, carried.record, carried.on)
            _add_colours(pdf)
        _tell(pdf, *carried.own_words, archival=archival)
        if archival:
            _end_plainly(pdf)
        out = BytesIO()
        pdf.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False
        )
        return out.getvalue()


def _attach(pdf: pikepdf.Pdf, record: bytes, on: date) -> None:
    moment = String(f"D:{on:%Y%m%d}000000Z")
    file = _compressed(pdf, record)
    file.Type = Name.EmbeddedFile
    file.Subtype = Name("/application/json")
    # the sum is the one that the format asks for; nothing trusts it
    sum_of_it = md5(record, usedforsecurity=False).digest()
    file.Params = Dictionary(
        Size=len(record), CreationDate=moment, ModDate=moment, CheckSum=String(sum_of_it)
    )  # fmt: skip
    specification = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(RECORD_NAME),
            UF=String(RECORD_NAME),
            Desc=String(_WHAT),
            AFRelationship=Name.Data,
            EF=Dictionary(F=file, UF=file),
        )
    )
    pdf.Root.AF = Array([specification])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(RECORD_NAME), specification])))


def _add_colours(pdf: pikepdf.Pdf) -> None:
    """Say what our greys and our one colour mean: sRGB."""
    profile = _compressed(pdf, _srgb())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _compressed(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Stream:
    made = pdf.make_stream(b"")
    made.write(compress(content, 9), filter=Name.FlateDecode)
    return made


def _end_plainly(pdf: pikepdf.Pdf) -> None:
    """No stream ends in a carriage return: with the line end that follows, its length could be read in two ways."""
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and each.read_raw_bytes().endswith(b"\r"):
            each.write(each.read_bytes())


@cache
def _srgb() -> bytes:
    """The sRGB profile, with a fixed day: the library writes the moment of its making into it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = pack(">6H", 2000, 1, 1, 0, 0, 0)
    profile[84:100] = bytes(16)
    return bytes(profile)


def _tell(pdf: pikepdf.Pdf, name: str, words: str, *, archival: bool) -> None:
    """Write the metadata anew: title, language and standards, and one property of our own. Never a name."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        title = str(metadata["dc:title"])
    language = str(pdf.Root.Lang)
    properties = [
        f"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{escape(title)}</rdf:li></rdf:Alt></dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ]
    if archival:
        properties.append("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>")
    if words:
        properties.append(f"<cb:{name}>{escape(words)}</cb:{name}>")
    if archival:
        properties.append(_explained(name if words else ""))
    metadata_stream = pdf.make_stream(_PACKET.format(properties="\n".join(properties)).encode())
    metadata_stream.Type = Name.Metadata
    metadata_stream.Subtype = Name.XML
    pdf.Root.Metadata = metadata_stream


_PACKET = f"""<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x='adobe:ns:meta/'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'
 xmlns:pdfuaid='http://www.aiim.org/pdfua/ns/id/' xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/'
 xmlns:pdfaExtension='http://www.aiim.org/pdfa/ns/extension/' xmlns:pdfaSchema='http://www.aiim.org/pdfa/ns/schema#'
 xmlns:pdfaProperty='http://www.aiim.org/pdfa/ns/property#' xmlns:cb='{NAMESPACE}'>
{{properties}}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end='w'?>"""

_SCHEMA = """<rdf:li rdf:parseType='Resource'>
<pdfaSchema:schema>{name}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType='Resource'>
<pdfaProperty:name>{property}</pdfaProperty:name>
<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{about}</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>"""


_ABOUT = {
    SEAL: "Signature of the issuing board over the digests of facts and record",
    LEFT_OUT: "Parts that the record inside lacks, as a list in JSON",
}


def _explained(own: str) -> str:
    """The schemas that PDF/A does not know: that of PDF/UA, and our own for the one property that there may be."""
    schemas = [
        _SCHEMA.format(
            name="PDF/UA identification", uri="http://www.aiim.org/pdfua/ns/id/", prefix="pdfuaid", property="part",
            kind="Integer", about="Part of ISO 14289 to which the document conforms",
        )
    ]  # fmt: skip
    if own:
        schemas.append(
            _SCHEMA.format(
                name="Crestboard document", uri=NAMESPACE, prefix="cb", property=own, kind="Text", about=_ABOUT[own],
            )
        )  # fmt: skip
    return f"<pdfaExtension:schemas><rdf:Bag>{''.join(schemas)}</rdf:Bag></pdfaExtension:schemas>"

"""What a file is, by its content: a name can say anything."""

from __future__ import annotations

HEAD = 4096
"""So many bytes at the beginning tell what a file is."""

PDF = "application/pdf"
PICTURES = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/webp": "webp",
    "image/tiff": "tiff",
}
"""Pictures that are shown in the program, each with the one reader that may decode it."""

OTHER = "application/octet-stream"

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_PDF_WITHIN, _DICOM_AT = 1024, 128
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_WORDS = {
    PDF: "PDF",
    "image/png": "PNG picture",
    "image/jpeg": "JPEG picture",
    "image/gif": "GIF picture",
    "image/bmp": "BMP picture",
    "image/webp": "WebP picture",
    "image/tiff": "TIFF picture",
    "image/heic": "HEIC picture",
    "application/dicom": "DICOM file",
    "application/rtf": "RTF text",
    "application/zip": "Word, Excel or ZIP file",
    "application/x-ole-storage": "older Word or Excel file",
    "text/plain": "text",
    OTHER: "other file",
}


def media_type(head: bytes) -> str:
    """The media type that the beginning of a file shows."""
    found = next((kind for beginning, kind in _BEGINNINGS if head.startswith(beginning)), None)
    if found is not None:
        return found
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return PDF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return "image/heic"
    if head[_DICOM_AT : _DICOM_AT + 4] == b"DICM":
        return "application/dicom"
    # two letters begin many a text: a bitmap also says where its dots begin
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "image/bmp"
    return "text/plain" if _is_text(head) else OTHER


_ENDINGS = {
    "application/zip": {
        "docx": "Word document (.docx)", "xlsx": "Excel workbook (.xlsx)", "pptx": "PowerPoint presentation (.pptx)",
        "odt": "text document (.odt)", "zip": "ZIP file",
    },
    "application/x-ole-storage": {"doc": "Word document (.doc)", "xls": "Excel workbook (.xls)"},
}  # fmt: skip
"""What is alike by its beginning, told apart by the ending of its name."""


def media_words(kind: str, name: str = "") -> str:
    """A media type in words: ``PDF``, ``JPEG picture``; the name tells one office document from another."""
    ending = name.rpartition(".")[2].casefold()
    if found := _ENDINGS.get(kind, {}).get(ending):
        return found
    return _WORDS.get(kind, _WORDS[OTHER])


def is_shown(kind: str) -> bool:
    """Whether the program shows it by itself; anything else can only be saved as a copy."""
    return kind == PDF or kind in PICTURES


def _is_text(head: bytes) -> bool:
    try:
        # the last letter may be cut in two
        text = head.decode("utf-8") if len(head) < HEAD else head.decode("utf-8", "ignore")
    except UnicodeDecodeError:
        return False
    return "\0" not in text and len(text.encode()) > len(head) - 4

"""What is dropped or pasted, as sources of documents: files of this computer, or one picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from desktop.services.attachments import Source

PASTED = "Pasted picture.png"


def holds_documents(mime: QMimeData) -> bool:
    """Whether there is a file or a picture in it."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def sources_of(mime: QMimeData) -> list[Source]:
    """The files; where there is none, the picture. Nothing is fetched from elsewhere."""
    files = [Source.file(Path(url.toLocalFile())) for url in mime.urls() if url.isLocalFile()]
    if files or not mime.hasImage():
        return files
    picture = mime.imageData()
    content = _png(picture) if isinstance(picture, QImage) else b""
    return [Source.memory(PASTED, content)] if content else []


def _png(picture: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # the stubs want text, the format is named so
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())

"""Small documents for tests, made from scratch: DOCX by zipfile, PDF by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    '<p:coreProperties xmlns:p="urn:p" xmlns:t="urn:t"><t:created>{}</t:created></p:coreProperties>'
)


def docx(*paragraphs: str, created: str | None = None) -> bytes:
    """A Word document; a paragraph that begins with "<" is XML of its own."""
    body = "".join(
        one if one.startswith("<") else f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>"
        for one in paragraphs
    )
    parts = {"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"}
    if created:
        parts["docProps/core.xml"] = CORE.format(created)
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    """A ZIP package."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return held.getvalue()


def pdf(*pages: str, created: str = "", trailer: str = "") -> bytes:
    """A PDF with lines of text in Helvetica; an empty page has none."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        objects += _page(5 + 2 * number, text)
    objects.append(f"<< /CreationDate ({created}) >>")
    return _file(objects, trailer)


def _page(content: int, text: str) -> list[str]:
    lines = " ".join(f"({line}) Tj T*" for line in text.split("\n"))
    stream = f"BT /F1 12 Tf 72 720 Td 14 TL {lines} ET" if text else ""
    font = "/Resources << /Font << /F1 3 0 R >> >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]"
    return [
        f"{page} {font} /Contents {content} 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]


def _file(objects: Sequence[str], trailer: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>"
    start = len(out)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{head}trailer {end}\nstartxref\n{start}\n%%EOF".encode()


LOCKED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
    " /O (01234567890123456789012345678901) /U (01234567890123456789012345678901) >>"
    " /ID [(a)(a)]"
)
"""What makes a PDF an encrypted one."""

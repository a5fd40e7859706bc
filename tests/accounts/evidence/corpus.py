"""Which files does a hostile, clumsy or unlucky sender send? Each is made here."""

import io
import os
import struct
import zipfile
import zlib
from functools import cache

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()
GPS, ORIENTATION, COMMENT = 0x8825, 0x0112, b"taken at home"


def picture(width=640, height=480, colour="white"):
    """Left half of `colour`, right half black: enough to see whether it was turned."""
    image = Image.new("RGB", (width, height), colour)
    image.paste("black", (width // 2, 0, width, height))
    return image


def encoded(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(width=640, height=480, **options):
    return encoded(picture(width, height), "JPEG", **options)


def png(width=640, height=480):
    return encoded(picture(width, height), "PNG")


def heic(width=640, height=480, **options):
    return encoded(picture(width, height), "HEIF", **options)


@cache
def quiet_heic(width, height):
    """As large as it is said to be, made in a second: one colour needs no thought."""
    return encoded(Image.new("RGB", (width, height)), "HEIF", quality=10, enc_params={"preset": "ultrafast"})


def lying_heic(width=8064, height=6048):
    """It says that it has 640 x 480 pixels, and its stream has 48 million."""
    size = b"ispe" + struct.pack(">III", 0, width, height)
    assert size in quiet_heic(width, height)
    return quiet_heic(width, height).replace(size, b"ispe" + struct.pack(">III", 0, 640, 480))


def phone_exif(orientation=1):
    """What a phone writes: which way up it was held, its maker, and where it stood (Harbin)."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Telephone Works"
    exif.get_ifd(GPS).update({1: "N", 2: (45.0, 45.0, 12.5), 3: "E", 4: (126.0, 38.0, 30.25)})
    return exif


def phone_photo(orientation=1, width=640, height=480):
    return jpeg(width, height, exif=phone_exif(orientation), comment=COMMENT)


def noise(width, height):
    return encoded(Image.frombytes("RGB", (width, height), os.urandom(width * height * 3)), "JPEG", quality=95)


def big_photo(megabytes=30):
    """A real JPEG of nearly that many megabytes: noise does not compress."""
    side = int(500 * (megabytes * 2**20 * 0.97 / len(noise(500, 500))) ** 0.5)
    return noise(side, side)


def quiet_flood(mode, side=8_900):
    """As many pixels as are allowed, in a file of some hundred kilobytes: it is the decoding that is dear."""
    return encoded(Image.new(mode, (side, side)), "PNG")


def pixel_flood(width=50_000, height=50_000):
    """A PNG of a few kilobytes that says it has 2.5 thousand million pixels."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9999)) + chunk(b"IEND", b"")
    )


def pdf(pages=1, width=595, height=842, content=b"0 0 1 rg 50 50 200 200 re f", extra="", trailer=""):
    """A plain PDF; `extra` is put into each page, `trailer` into the trailer."""
    kids = " ".join(f"{number * 2 + 3} 0 R" for number in range(pages))
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode()]
    for number in range(pages):
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents {number * 2 + 4} 0 R{extra}>>"
        bodies += [page.encode(), stream(content)]
    return assembled(bodies, trailer)


def stream(content, dictionary=""):
    return f"<</Length {len(content)}{dictionary}>>stream\n".encode() + content + b"\nendstream"


def assembled(bodies, trailer=""):
    out, offsets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(bodies) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\n".encode()
    return out + f"startxref\n{out.rindex(b'xref')}\n%%EOF\n".encode()


def scripted_pdf():
    """Runs a script when it is opened, has another behind a link, and wants to start a program."""
    script = "/S/JavaScript/JS(app.alert\\(1\\); this.getURL\\('/tripwire'\\))"
    link = f"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A<<{script}>>>>]/AA<</O<<{script}>>>>"
    opened = "/OpenAction<</S/Launch/F(/bin/sh)>>/AA<</WC<<" + script + ">>>>"
    return pdf(extra=link).replace(b"/Type/Catalog", f"/Type/Catalog{opened}".encode(), 1)


def locked_pdf():
    """Encrypted with a password nobody knows: the checks of the empty password fail."""
    entries = f"/O<{'11' * 32}>/U<{'22' * 32}>"
    return pdf(trailer=f"/Encrypt<</Filter/Standard/V 1/R 2/P -4{entries}>>/ID[<{'33' * 16}><{'33' * 16}>]")


def pdf_bomb(megabytes=2000):
    """One page whose content is that many megabytes of drawing, in a file of a few."""
    squeeze = zlib.compressobj(9)
    packed = b"".join(squeeze.compress(b"0 0 m 9 9 l S " * 74_899) for _ in range(megabytes)) + squeeze.flush()
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        stream(packed, "/Filter/FlateDecode"),
    ]
    return assembled(bodies)


def zip_bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 20_000_000)
    return buffer.getvalue()


HTML = b"<!doctype html><img src=/tripwire><script>fetch('/tripwire');alert(document.cookie);tripped()</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1);tripped()"/>'
EXECUTABLE = b"MZ" + b"\0" * 100


def polyglot_jpeg():
    """A JPEG that is also a page of HTML and an archive."""
    return phone_photo() + HTML + zip_bomb()[:2000]


def polyglot_pdf():
    """A PDF that is also a page of HTML and a drawing with a script."""
    return pdf() + HTML + SVG


def polyglot_gif_pdf():
    return b"GIF89a" + pdf()

"""Does the press make clean pictures of good files, and name what is wrong with bad ones?"""

import pytest
from PIL import Image

from accounts.evidence.press import pdfs, photos
from accounts.evidence.press.problems import Unusable

from . import corpus

pytestmark = pytest.mark.sqlite  # pictures and processes, no table: once is enough

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


@pytest.fixture
def source(tmp_path):
    def written(data):
        path = tmp_path / "source"
        path.write_bytes(data)
        return path

    return written


@pytest.fixture
def cleaned(source, tmp_path):
    def clean(data, side=3000):
        target = tmp_path / "clean.jpg"
        size = photos.clean(source(data), target, side=side)
        with Image.open(target) as image:
            assert image.size == size
            image.load()
            return image

    return clean


def refused(call, *arguments, **named):
    with pytest.raises(Unusable) as refusal:
        call(*arguments, **named)
    return refusal.value.code


@pytest.mark.parametrize("make", [corpus.jpeg, corpus.png, corpus.heic])
def test_clean_every_kind_of_photo_becomes_jpeg(cleaned, make):
    image = cleaned(make())

    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (640, 480))


def test_clean_photo_of_a_phone_loses_position_maker_and_comment(cleaned, tmp_path):
    image = cleaned(corpus.phone_photo())

    assert dict(image.getexif()) == {}
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(image.info)
    data = (tmp_path / "clean.jpg").read_bytes()
    assert b"Telephone Works" not in data
    assert corpus.COMMENT not in data


def test_clean_heic_loses_position(cleaned, tmp_path):
    cleaned(corpus.heic(exif=corpus.phone_exif().tobytes()))

    assert b"Telephone Works" not in (tmp_path / "clean.jpg").read_bytes()


@pytest.mark.parametrize(
    ("orientation", "size", "white_at", "black_at"),
    [
        (1, (640, 480), (10, 10), (630, 10)),
        (3, (640, 480), (630, 10), (10, 10)),
        (6, (480, 640), (10, 10), (10, 630)),
        (8, (480, 640), (10, 630), (10, 10)),
    ],
)
def test_clean_photo_held_sideways_stands_upright(cleaned, orientation, size, white_at, black_at):
    image = cleaned(corpus.phone_photo(orientation))

    assert image.size == size
    assert image.getpixel(white_at) == WHITE
    assert image.getpixel(black_at) == BLACK


def test_clean_large_photo_is_shrunk_to_the_side(cleaned):
    assert cleaned(corpus.jpeg(4000, 3000), side=1000).size == (1000, 750)


def test_clean_small_photo_keeps_its_size(cleaned):
    assert cleaned(corpus.jpeg(40, 30), side=1000).size == (40, 30)


def test_clean_transparent_png_stands_on_white(cleaned):
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 0))

    assert cleaned(corpus.encoded(image, "PNG")).getpixel((5, 5)) == WHITE


def test_clean_scan_of_16_bits_keeps_its_grey(cleaned):
    image = Image.new("I;16", (20, 20), 0x8000)

    assert cleaned(corpus.encoded(image, "PNG")).getpixel((5, 5)) == (128, 128, 128)


def test_clean_polyglot_keeps_only_the_picture(cleaned, tmp_path):
    cleaned(corpus.polyglot_jpeg())

    data = (tmp_path / "clean.jpg").read_bytes()
    assert b"<script>" not in data
    assert b"PK\x03\x04" not in data
    assert data.endswith(b"\xff\xd9")


@pytest.mark.parametrize(
    "data", [b"", corpus.SVG, corpus.HTML, corpus.pdf(), corpus.jpeg()[:2000], corpus.heic()[:400]]
)
def test_clean_what_is_no_whole_photo_is_corrupted(source, tmp_path, data):
    assert refused(photos.clean, source(data), tmp_path / "out", side=100) == "corrupted"


def test_clean_pixel_flood_is_refused_before_decoding(source, tmp_path):
    assert refused(photos.clean, source(corpus.pixel_flood()), tmp_path / "out", side=100) == "too_many_pixels"


@pytest.mark.parametrize("pages", [1, 3])
def test_count_pages_says_how_many(source, pages):
    assert pdfs.count_pages(source(corpus.pdf(pages))) == pages


def test_count_pages_locked_pdf_is_refused_as_locked(source):
    assert refused(pdfs.count_pages, source(corpus.locked_pdf())) == "locked_pdf"


@pytest.mark.parametrize("data", [b"%PDF-1.7 and then nothing", corpus.pdf(0), corpus.jpeg(), b""])
def test_count_pages_what_is_no_pdf_is_corrupted(source, data):
    assert refused(pdfs.count_pages, source(data)) == "corrupted"


def test_render_writes_the_asked_pages_and_no_more(source, tmp_path):
    sizes = pdfs.render(source(corpus.pdf(7)), tmp_path, first=3, count=3)

    assert sizes == [(1414, 2000)] * 3
    assert sorted(path.name for path in tmp_path.glob("*.jpg")) == ["0003.jpg", "0004.jpg", "0005.jpg"]
    with Image.open(tmp_path / "0003.jpg") as page:
        assert page.size == (1414, 2000)
        assert page.getpixel((300, 1700)) == (0, 0, 254)


def test_render_beyond_the_end_stops_at_the_end(source, tmp_path):
    assert len(pdfs.render(source(corpus.pdf(2)), tmp_path, first=2, count=5)) == 1


def test_render_page_of_a_wall_is_bounded(source, tmp_path):
    assert pdfs.render(source(corpus.pdf(width=14400, height=7200)), tmp_path, first=1, count=1) == [(2000, 1000)]

"""Does the press make a small picture of a face, in one shape, from whatever a phone sends?"""

import pytest
from PIL import Image

from accounts.evidence.press import portraits
from accounts.evidence.press.problems import Unusable

from . import corpus

pytestmark = pytest.mark.sqlite  # pictures, no table: once is enough
BOUNDS = {"width": 480, "height": 640, "most_bytes": 60_000}


@pytest.fixture
def cropped(tmp_path):
    def crop(data, **bounds):
        source, target = tmp_path / "source", tmp_path / "portrait.jpg"
        source.write_bytes(data)
        size = portraits.crop(source, target, **BOUNDS | bounds)
        with Image.open(target) as image:
            assert image.size == size
            image.load()
            return image

    return crop


@pytest.mark.parametrize(
    ("sent", "size"),
    [((1600, 1200), (480, 640)), ((900, 1600), (480, 640)), ((300, 400), (300, 400)), ((400, 400), (300, 400))],
)
def test_photo_is_cut_to_three_by_four_and_never_made_larger(cropped, sent, size):
    assert cropped(corpus.jpeg(*sent)).size == size


def test_lying_photo_is_cut_after_it_was_turned_upright(cropped):
    image = cropped(corpus.jpeg(1200, 900, exif=corpus.phone_exif(orientation=6)))

    top, bottom = image.getpixel((240, 20)), image.getpixel((240, 620))
    assert (min(top) > 200, max(bottom) < 50, dict(image.getexif())) == (True, True, {})


def test_photo_of_a_phone_that_writes_heic_is_taken(cropped):
    assert (cropped(corpus.heic(800, 600)).format, cropped(corpus.png(800, 600)).format) == ("JPEG", "JPEG")


def test_photo_too_small_to_compare_is_refused(cropped):
    with pytest.raises(Unusable) as refused:
        cropped(corpus.jpeg(239, 400))

    assert refused.value.code == "too_few_pixels"


def test_picture_full_of_detail_is_kept_small(tmp_path):
    source, target = tmp_path / "source.png", tmp_path / "portrait.jpg"
    Image.effect_noise((480, 640), 40).save(source)

    portraits.crop(source, target, **BOUNDS)
    fine = target.stat().st_size
    portraits.crop(source, target, **BOUNDS | {"most_bytes": 10**6})

    assert fine < target.stat().st_size

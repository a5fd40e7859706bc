"""Is every hostile file harmless the whole way: sent, opened, drawn, looked at by an officer, and downloaded?"""

import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.accreditation.models import Application
from accounts.evidence import drawing, sandbox
from accounts.evidence.models import Evidence, EvidenceFile, EvidencePage
from services.partners.photo import NoCodeInPhoto, code_in
from tests.factories import ProfileFactory
from tests.harness.tripwire import Tripwire

from . import corpus

pytestmark = pytest.mark.sqlite  # what a file does to the press depends on no database: once is enough

MORE_MB = 200
KIND, HEAVY = "不是 PDF", "文件过于复杂"
MEASURE = """
import resource, subprocess, sys
answer = subprocess.run([sys.executable, *sys.argv[2:]]).returncode
with open(sys.argv[1], "a") as notes:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=notes)
sys.exit(answer)
"""
REFUSED = {
    "page.pdf": (lambda: corpus.HTML, KIND),
    "drawing.svg": (lambda: corpus.SVG, KIND),
    "drawing.png": (lambda: corpus.SVG, KIND),
    "archive.pdf": (corpus.zip_bomb, KIND),
    "both.gif": (corpus.polyglot_gif_pdf, KIND),
    "program.jpg": (lambda: corpus.EXECUTABLE, KIND),
    "flood.png": (corpus.pixel_flood, "像素"),
    "flood.heic": (lambda: corpus.quiet_heic(8064, 6048), "像素"),
    "lying.heic": (corpus.lying_heic, HEAVY),
    "quiet-rgb.png": (lambda: corpus.quiet_flood("RGB"), HEAVY),
    "quiet-palette.png": (lambda: corpus.quiet_flood("P"), HEAVY),
    "bomb.pdf": (lambda: corpus.pdf_bomb(1000), HEAVY),
}
TAKEN = {
    "scripted.pdf": (corpus.scripted_pdf, 1),
    "polyglot.pdf": (corpus.polyglot_pdf, 1),
    "polyglot.jpg": (corpus.polyglot_jpeg, 1),
    "position.jpg": (corpus.phone_photo, 1),
    "position.heic": (lambda: corpus.heic(exif=corpus.phone_exif()), 1),
    "phone.heic": (lambda: corpus.quiet_heic(5712, 4284), 1),
    "quiet-grey.png": (lambda: corpus.quiet_flood("L"), 1),
    "wall.pdf": (lambda: corpus.pdf(width=14_400, height=14_400), 1),
    "endless.pdf": (lambda: corpus.pdf(10_000), 50),
    "../../../etc/passwd.pdf": (corpus.pdf, 1),
    "photo\u202efdp.exe": (corpus.jpeg, 1),
    "<img src=x onerror=tripped()>.pdf": (corpus.pdf, 1),
}
STRANGE = (b"<script", b"PK\x03\x04", b"Exif", b"Telephone Works", corpus.COMMENT)


@pytest.fixture
def peaks(monkeypatch, tmp_path):
    """The most memory, in megabytes, that each process of the press has had."""
    notes = tmp_path / "peaks"
    notes.touch()
    monkeypatch.setattr(sandbox, "COMMAND", (sys.executable, "-c", MEASURE, str(notes), *sandbox.COMMAND[1:]))
    return lambda: [int(line) for line in notes.read_text().split()]


@pytest.fixture
def send(as_user, talent, application, criterion):
    """`send(name, data)` posts the form of the page; what the page then says."""
    address = reverse("accounts:evidence-list", args=[application.code])

    def sent(name, data):
        file = SimpleUploadedFile("file", data)
        file._name = name  # as it stands in the request: Django would clean it here already
        form = {"criterion": criterion.slug, "file": file}
        return as_user(talent).post(address, form, follow=True).content.decode()

    return sent


@pytest.fixture
def at_rest(peaks, tmp_path):
    """What the press takes for an ordinary page."""
    source = tmp_path / "ordinary.pdf"
    source.write_bytes(corpus.pdf())
    sandbox.press("count_pages", source=source)
    return peaks()[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_in_words_and_within_bounds(send, files_on_disk, at_rest, peaks, name):
    make, words = REFUSED[name]

    said = send(name, make())

    assert words in said
    assert not Evidence.objects.exists()
    assert files_on_disk() == {"evidence": 0, "pages": 0}
    assert max(peaks()) < at_rest + MORE_MB


@pytest.mark.slow
@pytest.mark.parametrize("name", TAKEN)
def test_hostile_file_that_is_a_paper_becomes_clean_pages_within_bounds(
    send, private_disk, as_user, talent, at_rest, peaks, name
):
    make, pages = TAKEN[name]
    send(name, make())

    drawing.draw_waiting()

    assert [(row.state, len(row.pages)) for row in Evidence.objects.with_pages()] == [("ready", pages)]
    for page in EvidencePage.objects.all():
        is_clean_picture(private_disk / page.image.name)
    leaves_as_a_download(as_user(talent), EvidenceFile.objects.get())
    assert max(peaks()) < at_rest + MORE_MB


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_code_is_looked_for_in_a_large_photo_within_bounds(at_rest, peaks, kind):
    large = corpus.encoded(Image.new("RGB", (7_700, 7_700)), kind, quality=10, method=0)

    with pytest.raises(NoCodeInPhoto):
        code_in(SimpleUploadedFile("photo", large))

    assert max(peaks()) < at_rest + MORE_MB


def is_clean_picture(path: Path):
    data = path.read_bytes()
    assert [sign for sign in STRANGE if sign in data] == []
    with Image.open(path) as image:
        assert (image.format, image.getexif()) == ("JPEG", {})
        assert max(image.size) <= 2000


def leaves_as_a_download(browser, file):
    answer = browser.get(reverse("accounts:evidence-original", args=[file.public_id]))
    data = b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == file.mime
    assert not {"/", "\u202e", "<"} & set(file.name)
    if file.mime == "image/jpeg":
        assert [sign for sign in STRANGE if sign in data] == []


@pytest.mark.browser
def test_officer_opens_a_case_full_of_hostile_files_and_nothing_runs(
    open_page, site, as_user, send, talent, city_officer, application
):
    ProfileFactory(user=talent)
    for name in ("scripted.pdf", "polyglot.pdf", "polyglot.jpg", "photo\u202efdp.exe", list(TAKEN)[-1]):
        send(name, TAKEN[name][0]())
    drawing.draw_waiting()
    Application.objects.filter(pk=application.pk).update(status="submitted")
    page = open_page("zh-hans", phone=False, accept_downloads=True)
    wire = Tripwire(page)
    cookie = as_user(city_officer).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])

    page.goto(reverse("admin:accounts_application_change", args=[application.pk]), wait_until="networkidle")

    shown = page.evaluate("[...document.querySelectorAll('img[src*=evidence]')].map(i => i.getAttribute('src'))")
    assert len(shown) >= EvidencePage.objects.count() == 5
    for file in EvidenceFile.objects.all():
        downloads(page, file)
    for address in set(shown):
        assert page.request.get(address).headers["content-type"] == "image/jpeg"
    page.wait_for_timeout(200)
    assert wire.touched == []


def downloads(page, file):
    """The link to the original is pressed: it is saved, and no page is shown."""
    address = reverse("accounts:evidence-original", args=[file.public_id])
    before = page.url
    with page.expect_download() as saved:
        page.evaluate("address => { location.href = address }", address)
    assert saved.value.suggested_filename.endswith((".pdf", ".jpg"))
    assert page.url == before

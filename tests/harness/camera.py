"""Cameras for a browser under test, and poor photographs; each script is run before the page's own."""

import base64
import io
from functools import reduce

from PIL import Image, ImageEnhance, ImageFilter

NO_DETECTOR = "delete window.BarcodeDetector;"
NO_DEVICES = "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });"  # as where it is not https
KEEP_CAMERA = """{
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => window.camera = await ask(wanted);
}"""
# A camera before a wall, on which `show` hangs pictures.
SHOWS = """{
    const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
    const context = canvas.getContext("2d");
    let picture = null;
    setInterval(() => {
        context.fillStyle = "#fff";
        context.fillRect(0, 0, canvas.width, canvas.height);
        if (!picture) return;
        const left = (canvas.width - picture.width) / 2, top = (canvas.height - picture.height) / 2;
        context.drawImage(picture, left, top);
    }, 50);
    window.hang = async (address) => {
        const image = Object.assign(new Image(), { src: address });
        await image.decode();
        picture = image;
    };
    navigator.mediaDevices.getUserMedia = async () => window.camera = canvas.captureStream(20);
}"""
SPOILT = {
    "as it is": lambda picture: picture,
    "small": lambda picture: picture.resize((picture.width // 2, picture.height // 2)),
    "rotated": lambda picture: picture.rotate(23, expand=True, fillcolor="white"),
    "darkened": lambda picture: ImageEnhance.Brightness(picture).enhance(0.25),
    "blurred": lambda picture: picture.filter(ImageFilter.GaussianBlur(1.5)),
}
SPOILT["all of it"] = lambda picture: reduce(lambda so_far, spoil: spoil(so_far), [*SPOILT.values()][1:5], picture)


def photograph(picture, spoil):
    """That element of a page as a PNG of a poor photograph, in bytes."""
    out = io.BytesIO()
    spoil(Image.open(io.BytesIO(picture.screenshot())).convert("RGB")).save(out, "PNG")
    return out.getvalue()


def show(page, png):
    """Holds that picture before the camera of a page in which SHOWS ran."""
    page.evaluate("hang", f"data:image/png;base64,{base64.b64encode(png).decode()}")


def is_closed(page):
    """Whether the camera that was opened last has ended, and nothing is left of its picture."""
    states = page.evaluate("camera.getTracks().map((track) => track.readyState)")
    return states == ["ended"] and page.locator("video").is_hidden()

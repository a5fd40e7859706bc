"""A browser whose camera a test can look at, and one that reads no code; each script is run before the page's own."""

NO_DETECTOR = "delete window.BarcodeDetector;"
KEEP_CAMERA = """{
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => window.camera = await ask(wanted);
}"""


def is_closed(page):
    """Whether the camera that was opened last has ended, and nothing is left of its picture."""
    states = page.evaluate("camera.getTracks().map((track) => track.readyState)")
    return states == ["ended"] and page.locator("video").is_hidden()

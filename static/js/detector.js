// `qrReader()` gives what reads the QR code that a video shows, as text, or "" where it shows none: the browser's own
// detector, or html5-qrcode where there is none or it does not work. That is fetched when it is first wanted.
(function () {
  const LIBRARY = document.currentScript.dataset.library;
  const MOST_FAILURES = 3; // in a row; a single picture may fail
  // How a picture is looked at, in turn: pixels of its longer side, for what one size blurs another shows; once tilted (in
  // radians), for a pattern that lies along the rows can hide a corner; and once brighter, for a dim phone in a bright room.
  const LOOKS = [{ side: 960 }, { side: 1280 }, { side: 640 }, { side: 960, tilt: 0.2 }, { side: 960, isDim: true }];
  const FOUR_TIMES = "#bfbfbf"; // dodged with it, a quarter of white is white
  const PAUSE = 60; // milliseconds between two pictures, which a phone's battery is glad of

  // In a browser without Google's services, or within another app, the class is there and nothing behind it.
  async function isBuiltIn() {
    if (!("BarcodeDetector" in window)) return false;
    if (!BarcodeDetector.getSupportedFormats) return true;
    try { return (await BarcodeDetector.getSupportedFormats()).includes("qr_code"); } catch (error) { return false; }
  }

  function builtIn() {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (view) => {
      const found = await detector.detect(view);
      return found.length ? found[0].rawValue : "";
    };
  }

  function fetchLibrary() {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      Object.assign(script, { src: LIBRARY, onload: resolve, onerror: reject });
      document.head.append(script);
    });
  }

  function picture(canvas, view, { side, tilt = 0, isDim }) {
    const scale = Math.min(1, side / Math.max(view.videoWidth, view.videoHeight));
    const width = canvas.width = Math.round(view.videoWidth * scale); // which brings the ordinary way of painting back
    const height = canvas.height = Math.round(view.videoHeight * scale);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.translate(width / 2, height / 2);
    context.rotate(tilt);
    context.drawImage(view, -width / 2, -height / 2, width, height);
    if (!isDim) return canvas;
    Object.assign(context, { globalCompositeOperation: "color-dodge", fillStyle: FOUR_TIMES });
    context.fillRect(-width / 2, -height / 2, width, height);
    return canvas;
  }

  async function fetched() {
    if (!window.Html5Qrcode) await fetchLibrary();
    const formats = [Html5QrcodeSupportedFormats.QR_CODE];
    // Of the library only its decoder: its own camera page knows nothing of ours.
    const { qrcode } = new Html5Qrcode("scan", { formatsToSupport: formats, useBarCodeDetectorIfSupported: false });
    const canvas = document.createElement("canvas");
    let turn = 0;
    return async (view) => {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (!view.videoWidth) return "";
      return qrcode.decodeAsync(picture(canvas, view, LOOKS[turn++ % LOOKS.length])).then((found) => found.text, () => "");
    };
  }

  window.qrReader = async function () {
    let read = await isBuiltIn() ? builtIn() : await fetched(), failures = 0;
    return async (view) => {
      try {
        const text = await read(view);
        failures = 0;
        return text;
      } catch (error) {
        if (++failures === MOST_FAILURES) read = await fetched();
        return "";
      }
    };
  };
})();

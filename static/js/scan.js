// Reads the code from the camera where the browser can; typing always works, and a photo wherever there is the network.
(function () {
  const form = document.getElementById("check-form");
  if (!form) return;
  const find = (what) => form.querySelector(what);
  const start = find("#scan-start"), view = find("video"), photo = find("input[type=file]");
  const MOST_FAILURES = 3; // in a row; a single picture may fail
  const isPhone = matchMedia("(pointer: coarse)").matches;
  let camera = null; // while it runs

  // In a browser without Google's services, or within another app, the class is there and nothing behind it.
  async function isAble() {
    if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return false;
    if (!BarcodeDetector.getSupportedFormats) return true;
    try { return (await BarcodeDetector.getSupportedFormats()).includes("qr_code"); } catch (error) { return false; }
  }

  function close() {
    if (!camera) return;
    camera.getTracks().forEach((track) => track.stop());
    camera = view.srcObject = null;
    find(".scan").hidden = true;
    start.hidden = false;
  }

  // Permission withdrawn, or another app has taken it: the press that opens it is offered again.
  function closeWhenItEnds(mine) {
    mine.getTracks().forEach((track) => track.addEventListener("ended", () => { if (camera === mine) close(); }));
  }

  function giveUp() {
    close();
    start.hidden = true;
    find("#scan-trouble").hidden = false;
  }

  // What the camera is shown; nothing where it was closed meanwhile.
  async function read(mine) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    let failures = 0;
    while (camera === mine) {
      const found = await detector.detect(view).catch((error) => { if (++failures === MOST_FAILURES) throw error; });
      if (found) failures = 0;
      if (found && found.length) return camera === mine ? found[0].rawValue : "";
      await new Promise(requestAnimationFrame);
    }
    return "";
  }

  async function open() {
    start.hidden = true;
    let mine = null, code = "";
    try {
      mine = camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      closeWhenItEnds(mine);
      view.srcObject = mine;
      find(".scan").hidden = false;
      await view.play();
      code = await read(mine);
    } catch (error) { if (camera === mine) mine && !mine.active ? close() : giveUp(); }
    if (!code) return;
    find("#id_code").value = code;
    form.requestSubmit();
  }

  async function begin() {
    // A photo is sent as soon as it is taken.
    if (photo) photo.addEventListener("change", () => { if (photo.files.length) form.requestSubmit(); });
    // A phone without a detector has nothing but a photo; the window's PC has a scanner that types.
    if (!await isAble()) { find("#scan-trouble").hidden = Boolean(photo) || !isPhone; return; }
    start.hidden = false;
    start.addEventListener("click", open);
    form.addEventListener("submit", close); // without a network the page stays, and the next card comes to it
    // “Next card” on a phone: the camera at once.
    if (location.hash === "#scan" && isPhone) start.click();
  }
  begin();
})();

// Reads the code from the camera where there is one; typing always works, and a photo wherever there is the network.
(function () {
  const form = document.getElementById("check-form");
  if (!form) return;
  const find = (what) => form.querySelector(what);
  const start = find("#scan-start"), view = find("video"), photo = find("input[type=file]");
  const WANTED = { video: { facingMode: "environment", width: { ideal: 1280 } } };
  const isPhone = matchMedia("(pointer: coarse)").matches;
  let camera = null; // while it runs

  async function hasCamera() {
    if (!navigator.mediaDevices) return false; // not over https
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    return devices.some((device) => device.kind === "videoinput");
  }

  function close() {
    if (!camera) return;
    camera.getTracks().forEach((track) => track.stop());
    camera = view.srcObject = null;
    find(".scan").hidden = true;
    start.hidden = false;
  }

  // Permission withdrawn, or another app has taken or muted it: the press that opens it is offered again.
  function closeWhenTaken(mine) {
    const taken = () => { if (camera === mine) close(); };
    mine.getTracks().forEach((track) => ["ended", "mute"].forEach((how) => track.addEventListener(how, taken)));
  }

  function giveUp() {
    close();
    start.hidden = true;
    find("#scan-trouble").hidden = false;
  }

  // What the camera is shown; nothing where it was closed meanwhile.
  async function look(mine) {
    const read = await qrReader();
    while (camera === mine) {
      const code = await read(view);
      if (code) return camera === mine ? code : "";
      await new Promise(requestAnimationFrame);
    }
    return "";
  }

  async function open() {
    start.hidden = true;
    let mine = null, code = "";
    try {
      mine = camera = await navigator.mediaDevices.getUserMedia(WANTED);
      closeWhenTaken(mine);
      view.srcObject = mine;
      find(".scan").hidden = false;
      await view.play();
      code = await look(mine);
    } catch (error) { if (camera === mine) mine && !mine.active ? close() : giveUp(); }
    if (!code) return;
    find("#id_code").value = code;
    form.requestSubmit();
  }

  async function begin() {
    // A photo is sent as soon as it is taken.
    if (photo) photo.addEventListener("change", () => { if (photo.files.length) form.requestSubmit(); });
    // A phone without a camera for this page has nothing but a photo; the window's PC has a scanner that types.
    if (!await hasCamera()) { find("#scan-trouble").hidden = Boolean(photo) || !isPhone; return; }
    start.hidden = false;
    start.addEventListener("click", open);
    find("#scan-end").addEventListener("click", () => { close(); start.focus(); });
    form.addEventListener("submit", close); // without a network the page stays, and the next card comes to it
    // “Next card” on a phone: the camera at once.
    if (location.hash === "#scan" && isPhone) start.click();
  }
  begin();
})();

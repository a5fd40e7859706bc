// Reads the code from the camera where the browser can; typing and a photo always work.
(function () {
  const form = document.getElementById("check-form");
  const start = document.getElementById("scan-start");
  const view = form && form.querySelector("video");
  const photo = form && form.querySelector("input[type=file]");
  // A photo is sent as soon as it is taken.
  if (photo) photo.addEventListener("change", () => { if (photo.files.length) form.requestSubmit(); });
  if (!form || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  start.hidden = false;
  start.addEventListener("click", async function () {
    try {
      view.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch (error) { start.hidden = true; form.querySelector("#scan-trouble").hidden = false; return; }
    form.querySelector(".scan").hidden = false;
    start.hidden = true;
    await view.play();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    const look = async function () {
      const found = await detector.detect(view).catch(() => []);
      if (!found.length) { requestAnimationFrame(look); return; }
      view.srcObject.getTracks().forEach((track) => track.stop());
      form.querySelector("#id_code").value = found[0].rawValue;
      form.requestSubmit();
    };
    look();
  });
  // “Next card” on a phone: the camera at once.
  if (location.hash === "#scan" && matchMedia("(pointer: coarse)").matches) start.click();
})();

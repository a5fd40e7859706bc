// One beep for the answer, high for yes and low for no; a button silences it, and the browser remembers.
(function () {
  const QUIET = "desk-quiet", SECONDS = 0.15, LATEST = 1000; // milliseconds
  const button = document.getElementById("sound");
  const Audio = window.AudioContext || window.webkitAudioContext;
  if (!button || !Audio) return;

  function show() {
    button.textContent = localStorage.getItem(QUIET) ? button.dataset.off : button.dataset.on;
    button.setAttribute("aria-pressed", String(!localStorage.getItem(QUIET)));
  }

  // A browser lets nothing sound on a page on which nobody has pressed a key or clicked; a scanner presses keys.
  let sound = null;
  const wake = () => { sound = sound || new Audio(); return sound.resume(); };
  for (const kind of ["keydown", "pointerdown"]) window.addEventListener(kind, () => { wake(); }, { capture: true, once: true });

  function play(isYes) {
    const tone = sound.createOscillator();
    tone.frequency.value = isYes ? 880 : 220;
    tone.connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + SECONDS);
  }

  // A beep that could not be heard at once is left out: later it would be taken for that of another card.
  async function beep(isYes) {
    if (localStorage.getItem(QUIET)) return;
    const began = Date.now();
    await wake();
    if (Date.now() - began < LATEST) play(isYes);
  }

  button.addEventListener("click", function () {
    if (localStorage.getItem(QUIET)) localStorage.removeItem(QUIET);
    else localStorage.setItem(QUIET, "yes");
    show();
  });
  button.hidden = false;
  show();
  self.deskBeep = beep;
  // The desk page with a network answers with a page of its own, without one on the same page.
  const verdict = document.querySelector(".verdict[data-beep]");
  if (verdict) beep(verdict.classList.contains("is-yes"));
})();

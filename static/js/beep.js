// One beep for the answer, high for yes and low for no; a button silences it, and the browser remembers.
(function () {
  const QUIET = "desk-quiet", SECONDS = 0.15;
  const button = document.getElementById("sound");
  const Audio = window.AudioContext || window.webkitAudioContext;
  if (!button || !Audio) return;

  function show() {
    button.textContent = localStorage.getItem(QUIET) ? button.dataset.off : button.dataset.on;
    button.setAttribute("aria-pressed", String(!localStorage.getItem(QUIET)));
  }

  function beep(isYes) {
    if (localStorage.getItem(QUIET)) return;
    const sound = new Audio(), tone = sound.createOscillator();
    tone.frequency.value = isYes ? 880 : 220;
    tone.connect(sound.destination);
    tone.onended = () => sound.close();
    tone.start();
    tone.stop(sound.currentTime + SECONDS);
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

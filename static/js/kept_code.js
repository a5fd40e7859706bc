// On the page that opens without a network: says how old it is, and takes each code away at its end.
(function () {
  const words = document.getElementById("kept-words"), age = document.getElementById("age");
  if (!words) return;

  function tick() {
    const now = Date.now() / 1000;
    const minutes = Math.max(0, Math.round((now - Number(age.dataset.asked)) / 60));
    const isLong = minutes >= 120;
    age.textContent = (isLong ? age.dataset.hours : age.dataset.minutes).replace("%s", isLong ? Math.round(minutes / 60) : minutes);
    const codes = [...document.querySelectorAll("[data-until]")];
    for (const code of codes) code.hidden = now >= Number(code.dataset.until);
    words.hidden = codes.every((code) => code.hidden);
    document.getElementById("kept-nothing").hidden = !words.hidden;
  }

  tick();
  setInterval(tick, 15000);
  document.addEventListener("visibilitychange", tick);
})();

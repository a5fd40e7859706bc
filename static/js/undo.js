// Shows how long one tap still takes a record back; then the way with a reason stands open instead.
(function () {
  const form = document.getElementById("undo-now");
  if (!form) return;
  const words = form.querySelector("[data-text]");
  const endsAt = Date.now() + 1000 * Number(form.dataset.seconds);

  function tick() {
    const left = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
    words.textContent = words.dataset.text.replace("%s", left);
    if (left > 0) return;
    form.hidden = true;
    document.getElementById("undo-later").open = true;
    clearInterval(running);
  }

  const running = setInterval(tick, 250);
  tick();
})();

// Shows a live code as soon as the card opens and renews it before it ends; without this script a button does the same.
(function () {
  const place = document.getElementById("card-code");
  if (!place) return;
  const renewBefore = 8;
  let endsAt = 0;
  let isAsking = false;

  function seconds() { return Math.max(0, Math.round((endsAt - Date.now()) / 1000)); }

  async function renew() {
    if (isAsking || document.hidden) return;
    isAsking = true;
    const form = place.querySelector("form");
    try {
      const answer = await fetch(place.dataset.url, {
        method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual", headers: { "X-Requested-With": "fetch" },
      }); // where it leads elsewhere, the page that is shown there says what just happened
      if (!answer.ok) { window.location.reload(); return; }
      place.innerHTML = await answer.text();
      endsAt = Date.now() + 1000 * Number(place.querySelector("[data-seconds]")?.dataset.seconds || 0);
    } catch (error) {
      const trouble = place.querySelector(".code-trouble");
      if (trouble) trouble.hidden = false;
    } finally { isAsking = false; }
  }

  function tick() {
    const left = seconds();
    const bar = place.querySelector("progress");
    if (bar) bar.value = left;
    const words = place.querySelector(".code-left");
    if (words) words.textContent = words.dataset.text.replace("%s", Math.max(0, left - renewBefore));
    if (left <= renewBefore && !document.hidden && Date.now() >= nextTry) { nextTry = Date.now() + 3000; renew(); }
  }

  let nextTry = 0;
  place.addEventListener("submit", function (event) { event.preventDefault(); renew(); });
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, 500);
  renew();
})();

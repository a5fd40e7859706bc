// Keeps the codes that work without a network, for the first page and those of the card and of the family; forgets them as soon as
// the site does not give them any more to whoever is signed in now: signed out, another account, a suspended card.
(function () {
  const KEPT = "card-code", PAGE = "/me/card/offline/kept/", WORKER = "/me/card/sw.js", GOOD_UNTIL = "X-Good-Until", LONGEST = 20000;
  if (!("serviceWorker" in navigator) || !self.caches) return;
  const isPlace = /^\/me\/($|card\/|family\/)/.test(window.location.pathname);

  async function ask() {
    const limit = new AbortController();
    setTimeout(() => limit.abort(), LONGEST); // where packets are dropped nothing fails by itself for minutes
    const answer = await fetch(PAGE, { redirect: "manual", credentials: "same-origin", cache: "no-store", signal: limit.signal });
    if (answer.status >= 500) return;
    if (!answer.ok || !answer.headers.has(GOOD_UNTIL)) { await caches.delete(KEPT); return; }
    await (await caches.open(KEPT)).put(PAGE, answer);
    if (!isPlace) return;
    await navigator.serviceWorker.ready;
    const words = document.querySelector("[data-card-kept]");
    if (words) words.hidden = false;
  }

  async function begin() {
    if (isPlace) await navigator.serviceWorker.register(`${WORKER}?language=${document.documentElement.lang}`, { scope: "/me/" });
    if (isPlace || await caches.has(KEPT)) await ask();
  }

  document.addEventListener("submit", (event) => {
    if ((event.target.getAttribute("action") || "").endsWith("/logout/")) caches.delete(KEPT);
  });
  begin().catch(() => undefined); // no network, or a browser that keeps nothing
})();

{% load static %}{% url 'services:desk-offline' as page %}{% url 'services:desk' as desk %}// Opens the desk page where there is no network: one page that is the same for everyone, and what it is made of.
const KEPT = "desk-{{ version }}";
const PAGE = "{{ page|escapejs }}";
const DESK = "{{ desk|escapejs }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const AWAY = [502, 503, 504]; // a proxy answers so while the site behind it does not

async function keepPage() {
  const kept = await caches.open(KEPT);
  await kept.add(new Request(PAGE, { cache: "reload", redirect: "error" })); // never the page that asks to sign in
}

self.addEventListener("install", (event) => {
  const keepAll = async () => { await (await caches.open(KEPT)).addAll(FILES); await keepPage(); await self.skipWaiting(); };
  event.waitUntil(keepAll());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name.startsWith("desk-") && name !== KEPT) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

async function openPage(event) {
  try {
    const answer = await fetch(event.request);
    if (!AWAY.includes(answer.status)) return answer;
  } catch (error) { /* no network */ }
  return caches.match(PAGE);
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    event.respondWith(openPage(event));
    // In the language that is read now, should the network go.
    if (address.pathname === DESK) event.waitUntil(keepPage().catch(() => undefined));
  } else if (FILES.includes(address.pathname)) {
    event.respondWith(caches.match(event.request).then((kept) => kept || fetch(event.request)));
  }
});

{% load static %}{% url 'services:desk-offline' as page %}{% url 'services:desk' as desk %}// Opens the desk page where there is no network: one page that is the same for everyone, and what it is made of.
const KEPT = "desk-{{ version }}";
const PAGE = "{{ page|escapejs }}";
const DESK = "{{ desk|escapejs }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const AWAY = [502, 503, 504]; // a proxy answers so while the site behind it does not
const LONGEST = 4000; // milliseconds; where packets are dropped a browser waits for minutes

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

// The site's answer; nothing where it is away.
async function ask(request) {
  try {
    const answer = await fetch(request);
    if (!AWAY.includes(answer.status)) return answer;
  } catch (error) { /* no network */ }
}

const late = () => new Promise((resolve) => { setTimeout(resolve, LONGEST); });

// A form is waited for: it may be recorded while the page says that nothing came. So is what the kept page asks for again,
// which stays in use meanwhile; that word stands in the address of the sign-in too, where it leads there.
const isPatient = (request) => request.method !== "GET" || new URL(request.url).search.includes("again");

async function openPage(request) {
  const asked = ask(request);
  const answer = await (isPatient(request) ? asked : Promise.race([asked, late()]));
  return answer || await caches.match(PAGE) || asked;
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    event.respondWith(openPage(event.request));
    // In the language that is read now, should the network go.
    if (address.pathname === DESK) event.waitUntil(keepPage().catch(() => undefined));
  } else if (FILES.includes(address.pathname)) {
    event.respondWith(caches.match(event.request).then((kept) => kept || fetch(event.request)));
  }
});

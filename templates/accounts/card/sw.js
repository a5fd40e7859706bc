{% url 'accounts:card-kept' as page %}// Opens the first page and those of the card and of the family where there is no network: with the codes that
// js/kept_card.js kept.
const FILES_KEPT = "card-files-{{ version }}";
const KEPT = "card-code";
const PAGE = "{{ page|escapejs }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PLACES = /^\/me\/($|card\/|family\/)/;
const AWAY = [502, 503, 504]; // a proxy answers so while the site behind it does not
const LONGEST = 4000; // milliseconds; where packets are dropped a browser waits for minutes
const NOTHING = "{{ nothing|escapejs }}";
const HEADERS = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'" };

self.addEventListener("install", (event) => {
  const keepFiles = async () => { await (await caches.open(FILES_KEPT)).addAll(FILES); await self.skipWaiting(); };
  event.waitUntil(keepFiles());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name.startsWith("card-files-") && name !== FILES_KEPT) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

async function goodPage() {
  const page = await caches.match(PAGE, { cacheName: KEPT });
  if (page && Date.now() < 1000 * Number(page.headers.get("{{ good_until }}"))) return page;
  await caches.delete(KEPT);
}

// The site's answer; nothing where it is away.
async function ask(request) {
  try {
    const answer = await fetch(request);
    if (!AWAY.includes(answer.status)) return answer;
  } catch (error) { /* no network */ }
}

const late = () => new Promise((resolve) => { setTimeout(resolve, LONGEST); });

// A form is waited for: it may be taken while the page says that nothing came. So is what the kept page asks for again, and
// all of it where no code is kept: then waiting is all that helps.
async function openPage(request) {
  const asked = ask(request);
  const isPatient = request.method !== "GET" || new URL(request.url).search.includes("again");
  const answer = await (isPatient || !await goodPage() ? asked : Promise.race([asked, late()]));
  return answer || await goodPage() || new Response(NOTHING, { headers: HEADERS });
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") { if (PLACES.test(address.pathname)) event.respondWith(openPage(event.request)); }
  else if (FILES.includes(address.pathname)) event.respondWith(caches.match(event.request).then((kept) => kept || fetch(event.request)));
});

// What a desk keeps in its browser: what it knows, and what it did without a network. No name and no number in it; why a
// card was refused stays until it is delivered, and the random id of a card as long as a code may be shown again.
(function () {
  const NAME = "desk", VERSION = 1;
  const SHOWN_FOR = 24 * 3600 * 1000; // how long something delivered stays in the list
  const ON_DISK = { durability: "strict" }; // else a browser says “done” while a power cut may still undo it

  // A browser that runs short of room throws away what it was not asked to keep. It may say no, and may be asked anew.
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => undefined);

  function open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, VERSION);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("known");
        asked.result.createObjectStore("queue", { keyPath: "key" });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  // Runs one request on a table and waits until it is on the disk.
  async function run(table, mode, ask) {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const change = database.transaction(table, mode, ON_DISK);
        const asked = ask(change.objectStore(table));
        change.oncomplete = () => resolve(asked.result);
        change.onerror = change.onabort = () => reject(change.error);
      });
    } finally { database.close(); }
  }

  const known = () => run("known", "readonly", (table) => table.get("known"));
  const keepKnown = (value) => run("known", "readwrite", (table) => table.put(value, "known"));
  const put = (item) => run("queue", "readwrite", (table) => table.put(item));
  const remove = (key) => run("queue", "readwrite", (table) => table.delete(key));
  const now = () => Math.floor(Date.now() / 1000);
  const when = () => ({ doneAt: now(), madeAt: Date.now() }); // in seconds, as the site is told; two may share one
  const moment = (item) => item.madeAt || item.doneAt * 1000; // of what an older page kept

  async function queue() {
    const items = await run("queue", "readonly", (table) => table.getAll());
    const isOver = (item) => !["open", "waiting"].includes(item.state) && Date.now() - item.doneAt * 1000 > SHOWN_FOR;
    for (const item of items.filter(isOver)) await remove(item.key);
    return items.filter((item) => !isOver(item)).sort((a, b) => moment(b) - moment(a));
  }

  // The key that keeps this from being recorded twice is made here, once. A look is open as long as its answer is shown.
  async function add(done, state = "waiting") {
    const key = newKey();
    await put({ ...done, key, ...when(), state, words: "", url: "" });
    return key;
  }

  // Changes what is kept under a key, or all of it, in one step: `change(item, table)`.
  function alter(key, change) {
    return run("queue", "readwrite", (table) => {
      const asked = key ? table.get(key) : table.getAll();
      asked.onsuccess = () => [asked.result].flat().forEach((item) => item && change(item, table));
      return asked;
    });
  }

  // What came of an open look, under its key. A look that waits or was delivered already stays, and this is another.
  const settle = (key, done) => alter(key, (item, table) => {
    const own = item.state === "open" ? {} : { key: newKey(), ...when(), words: "", url: "" };
    table.put({ ...item, ...done, ...own, state: "waiting" });
  });

  // Looks that are this many seconds old are over: nothing came of them, and they are delivered as looks.
  const leave = (age = 0) => alter(null, (item, table) => {
    if (item.state === "open" && item.doneAt <= now() - age) table.put({ ...item, state: "waiting" });
  });

  // Why the site did not take it yet; what was taken back meanwhile stays so.
  const hold = (key, trouble) => alter(key, (item, table) => { table.put({ ...item, trouble }); });

  // Takes back what was done; that the card was looked at stays, under a key under which nothing was sent yet.
  const takeBack = (key) => alter(key, (item, table) => {
    table.delete(key);
    const nothing = { outcome: "", isLater: false, reason: "", stage: "", companionsUsed: "", hasSeenIdentity: false, trouble: "" };
    if (item.isLook) table.put({ ...item, ...nothing, key: newKey() });
  });

  const newKey = () => (crypto.randomUUID ? crypto.randomUUID() : uuid());

  // Where the page is not served safely, the browser offers no UUID of its own.
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  self.deskStore = { known, keepKnown, queue, add, put, settle, leave, hold, takeBack };
})();

// What a desk keeps in its browser: what it knows, and what it did without a network. No name and no number in it; why a
// card was refused stays until it is delivered.
(function () {
  const NAME = "desk", VERSION = 1;
  const SHOWN_FOR = 24 * 3600 * 1000; // how long something delivered stays in the list

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
        const change = database.transaction(table, mode);
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

  async function queue() {
    const items = await run("queue", "readonly", (table) => table.getAll());
    const isOver = (item) => item.state !== "waiting" && Date.now() - item.doneAt * 1000 > SHOWN_FOR;
    for (const item of items.filter(isOver)) await remove(item.key);
    return items.filter((item) => !isOver(item)).sort((a, b) => b.doneAt - a.doneAt);
  }

  // The key that keeps this from being recorded twice is made here, once.
  async function add(done) {
    const key = crypto.randomUUID ? crypto.randomUUID() : uuid();
    await put({ ...done, key, doneAt: Math.floor(Date.now() / 1000), state: "waiting", words: "", url: "" });
    return key;
  }

  // Where the page is not served safely, the browser offers no UUID of its own.
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  self.deskStore = { known, keepKnown, queue, add, put, remove };
})();

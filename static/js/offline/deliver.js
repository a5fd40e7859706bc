// Brings what the desk did without a network to the site, once there is a network: each under its own key, so that an
// answer that was lost on the way back records nothing twice.
(function () {
  const KNOWN = "/desk/offline/known/", USES = "/desk/offline/uses/", EVERY = 300000, AGAIN = 15000, LEFT = 300, LONGEST = 20000;
  let isBusy = false, isWanted = false, once = () => {};

  // An answer that does not come in time is none: where packets are dropped nothing fails by itself for minutes.
  function ask(address, more) {
    const limit = new AbortController();
    setTimeout(() => limit.abort(), LONGEST); // holds for what is read of the answer too
    return fetch(address, { ...more, redirect: "manual", credentials: "same-origin", cache: "no-store", signal: limit.signal });
  }

  // A fresh token; null where somebody has to sign in first. What is known now is kept.
  async function refresh() {
    const answer = await ask(KNOWN);
    if (answer.status >= 500) throw new Error("the site is away");
    if (!answer.ok) return null;
    const { csrf, ...known } = await answer.json();
    await deskStore.keepKnown({ ...known, fetchedAt: Date.now() });
    return csrf;
  }

  function bodyOf(item) {
    const body = new URLSearchParams({ key: item.key, desk: item.desk, service: item.service, code: item.code, outcome: item.outcome, done_at: item.doneAt });
    if (item.reason) body.set("reason", item.reason);
    if (item.stage) body.set("stage", item.stage);
    if (item.companionsUsed && item.outcome === "served") body.set("companions_used", item.companionsUsed);
    if (item.shift) body.set("shift", item.shift); // who sat here then, whoever delivers it
    if (item.hasSeenIdentity) body.set("has_seen_identity", "on");
    return body;
  }

  // What came of one: "delivered", "signed-out", or "waiting" where it stays, with a word for why.
  async function send(item, csrf) {
    const answer = await ask(USES, { method: "POST", body: bodyOf(item), headers: { "X-CSRFToken": csrf } });
    if (answer.type === "opaqueredirect") return "signed-out";
    if (answer.status !== 201 && answer.status !== 422) {
      await deskStore.hold(item.key, answer.status === 409 ? "elsewhere" : "trouble");
      return "waiting";
    }
    const said = await answer.json();
    // The code and the reason are not needed any more, and go.
    await deskStore.put({ ...item, code: "", reason: "", state: answer.ok ? said.state : "failed", words: said.words, url: said.url || "" });
    return "delivered";
  }

  // The same of one whose answer never comes: it is given up for this round, unless it is the network that is silent.
  async function offer(item, csrf) {
    try {
      return await send(item, csrf);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
      await deskStore.hold(item.key, "trouble");
      return await refresh() === null ? "signed-out" : "waiting";
    }
  }

  // Once through what waits: "delivered", "offline", "signed-out", or "waiting" where something has to be tried again. One
  // that is not taken holds nothing back: what is a day old counts no more.
  async function round() {
    try {
      const csrf = await refresh();
      if (csrf === null) return "signed-out";
      const waiting = (await deskStore.queue()).filter((item) => item.state === "waiting").reverse();
      let state = "delivered";
      for (const item of waiting) {
        const came = await offer(item, csrf);
        if (came === "signed-out") return came;
        if (came === "waiting") state = came;
      }
      return state;
    } catch (error) {
      return "offline";
    }
  }

  // Once more where it was asked for meanwhile, whatever came of it: the network may be back just as a round fails.
  async function deliver() {
    isWanted = true;
    if (isBusy) return "waiting"; // whoever is at it looks once more
    isBusy = true;
    let state = "waiting";
    while (isWanted) {
      isWanted = false;
      state = await round();
    }
    isBusy = false;
    return state;
  }

  // Now, when the network comes back, and again and again; `told` hears of each result.
  function begin(told) {
    once = async () => told(await deliver());
    let last = 0;
    window.addEventListener("online", once);
    setInterval(async () => {
      await deskStore.leave(LEFT); // an answer that nobody closed; LEFT in seconds
      const isWaiting = (await deskStore.queue()).some((item) => item.state === "waiting");
      if (!isWaiting && Date.now() - last < EVERY) return;
      last = Date.now();
      once();
    }, AGAIN);
    last = Date.now();
    deskStore.leave().then(once); // the answers of a page that is gone
  }

  // What is kept while there is a network, or just when it comes back, waits for nothing.
  const now = () => { if (navigator.onLine) once(); };

  self.deskDeliver = { begin, now };
})();

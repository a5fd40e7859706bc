// The desk page without a network: checks an offline code by what this browser knows, and keeps what was done.
(function () {
  const form = document.getElementById("check-form");
  const find = (id) => document.getElementById(id);
  const LATER = ["unable", "status_too_old", "status_bad_signature", "status_not_yet_valid", "unknown_key"];
  const UNSURE = [...LATER, "needs_network"]; // nothing is known against the holder
  const SHORTEST = 32, CLOCKS_DIFFER = 60; // seconds
  const isPhone = matchMedia("(pointer: coarse)").matches; // a keyboard would rise over the answer
  let known = null, isAble = false, asked = null;

  const show = (id, isShown) => { find(id).hidden = !isShown; };
  const service = () => known.services.find((one) => one.slug === new FormData(form).get("service"));

  // -- what this window knows
  function age() {
    if (!known) return;
    const minutes = Math.max(0, Math.round((Date.now() - known.fetchedAt) / 60000));
    const [number, unit] = minutes < 120 ? [minutes, "minutes"] : [Math.round(minutes / 60), "hours"];
    find("age").textContent = find("age").dataset.text.replace("%s", `${number} ${deskQueue.word(unit)}`);
  }

  function choices() {
    const place = find("services");
    place.replaceChildren(...known.services.map((one, number) => {
      const label = document.createElement("label"), input = document.createElement("input"), words = document.createElement("span");
      Object.assign(input, { type: "radio", name: "service", value: one.slug, required: true, checked: number === 0 && known.services.length === 1 });
      words.textContent = one.name;
      label.append(input, words);
      return label;
    }));
  }

  async function learn() {
    const found = await deskStore.known();
    const isNew = found && (!known || known.desk.id !== found.desk.id || known.services.length !== found.services.length);
    known = found || null;
    show("nothing", !known);
    show("check-form", Boolean(known && known.services.length));
    show("age", Boolean(known));
    if (isNew) { find("desk-name").textContent = known.desk.name; choices(); }
    age();
  }

  // -- the answer
  // How often this window served the card without the code knowing of it: what waits, and what was done since it was made.
  async function given(card, slug) {
    const isUnknownTo = (item) => item.state === "waiting" || item.doneAt >= card.notBefore - CLOCKS_DIFFER;
    const items = (await deskStore.queue()).filter((item) => item.outcome === "served" && item.service === slug);
    return items.filter((item) => item.card === card.publicId && isUnknownTo(item)).length;
  }

  async function isHeldBack(card, wanted, most) {
    return most !== null && (await deskCode.isLast(card, wanted.key) || await given(card, wanted.slug) >= most);
  }

  async function reasonFor(code, wanted) {
    if (!isAble) return { reason: "unable", card: null };
    if (code.length < SHORTEST) return { reason: "needs_network", card: null };
    const said = await deskVerifier.verify(code, Math.floor(Date.now() / 1000), known.keys, known.status);
    if (said.verdict !== "valid") return said;
    const gets = wanted.gives[said.card.tier];
    if (!gets) return { ...said, reason: "not_entitled" };
    if (await isHeldBack(said.card, wanted, gets.offline)) return { ...said, reason: "last_use" };
    return { ...said, gets };
  }

  function fact(id, text) {
    find(id).textContent = text;
    find(id).closest("div").hidden = !text;
  }

  // What is scanned next takes the place of this.
  function ready() {
    if (isPhone) find("id_code").blur();
    else find("id_code").select();
  }

  function answer(said, wanted) {
    const isYes = said.reason === "ok";
    find("verdict").className = `verdict ${isYes ? "is-yes" : "is-no"}`;
    find("verdict-words").textContent = deskQueue.word(isYes ? "yes" : UNSURE.includes(said.reason) ? "unsure" : "no");
    find("verdict-reason").textContent = `${wanted.name}${isYes ? "" : ` · ${deskQueue.word(said.reason)}`}`;
    fact("holder", said.card ? `${said.card.name} · ${said.card.tier}` : "");
    fact("payer", isYes ? wanted.payer : "");
    find("steps").replaceChildren(...(isYes ? wanted.steps : []).map((step) => {
      const line = document.createElement("li");
      line.textContent = step;
      return line;
    }));
    const isLater = LATER.includes(said.reason), mayRefuse = Boolean(said.card) || (isLater && asked.code.length >= SHORTEST);
    for (const [id, isShown] of [["verdict", true], ["answer", true], ["later", isLater], ["outcomes", mayRefuse], ["refusal", mayRefuse]]) show(id, isShown);
    for (const id of ["seen-too", "served", "postponed"]) show(id, isYes);
    show("stage-too", isYes && Boolean(said.gets.by_stage));
    show("company-too", isYes && said.gets.companions > 0);
    find("company").max = isYes ? said.gets.companions : 0;
    find("company-label").textContent = find("company-label").dataset.text.replace("%s", find("company").max);
    find("seen").checked = find("refusal").open = false;
    find("why").value = find("stage").value = find("company").value = "";
    for (const id of ["seen-first", "stage-first", "company-first", "why-first"]) show(id, false);
    show("kept-now", false);
    find("verdict").scrollIntoView();
    if (self.deskBeep) deskBeep(isYes);
    ready();
  }

  function clear() {
    asked = null;
    for (const id of ["verdict", "answer"]) show(id, false);
    find("id_code").value = "";
    ready();
  }

  // -- what is kept of it
  // A look at somebody's card is on the disk before anything of it is shown; what comes of it is kept under its key.
  async function look({ code, wanted }, said) {
    if (!said.card) return "";
    return deskStore.add({ desk: known.desk.id, code, service: wanted.slug, card: said.card.publicId, outcome: "", isLook: true, shift: known.shift || "" }, "open");
  }

  async function leave() {
    await deskStore.leave();
    await deskQueue.show();
    deskDeliver.now();
  }

  async function keep(outcome) {
    if (!asked) return;
    const hasSeenIdentity = find("seen").checked, reason = outcome === "refused" ? find("why").value.trim() : "";
    const stage = find("stage-too").hidden ? "" : find("stage").value, companionsUsed = find("company").value;
    const wants = (field, isMissing) => {
      show(`${field}-first`, isMissing);
      if (isMissing) find(field).focus();
      return isMissing;
    };
    if (outcome === "served" && (wants("seen", !hasSeenIdentity) || wants("stage", !find("stage-too").hidden && !stage) || wants("company", !find("company").checkValidity()))) return;
    if (outcome === "refused" && !reason) { show("why-first", true); find("why").focus(); return; }
    const { code, wanted, key } = asked;
    const done = { desk: known.desk.id, code, service: wanted.slug, outcome, isLater: !outcome, reason, hasSeenIdentity, stage, companionsUsed, shift: known.shift || "" };
    clear();
    await (key ? deskStore.settle(key, done) : deskStore.add(done));
    show("kept-now", true);
    await deskQueue.show();
    deskDeliver.now();
  }

  find("check-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const code = deskCode.narrow(find("id_code").value).trim(), wanted = service();
    show("code-missing", !code || !wanted);
    if (!code || !wanted) return;
    const mine = asked = { code, wanted };
    for (const id of ["verdict", "answer"]) show(id, false); // nothing is pressed by the answer before
    await leave();
    const said = await reasonFor(code, wanted);
    if (asked !== mine) return; // something was scanned since
    mine.key = await look(mine, said);
    answer(said, wanted);
  });
  for (const outcome of ["served", "postponed"]) find(outcome).addEventListener("click", () => keep(outcome));
  find("refuse-form").addEventListener("submit", (event) => { event.preventDefault(); keep("refused"); });
  find("later").addEventListener("click", () => keep(""));
  find("next").addEventListener("click", () => { clear(); leave(); });

  async function begin() {
    await learn();
    isAble = await deskVerifier.isAble();
    show("unable", !isAble);
    show("unrecorded", window.location.pathname !== "/desk/" && window.location.pathname !== "/desk/offline/");
    find("id_code").value = sessionStorage.getItem("desk-typed") || "";
    sessionStorage.removeItem("desk-typed");
    await deskQueue.show();
    setInterval(age, 15000);
    deskDeliver.begin(async (state) => {
      show("network-back", state !== "offline");
      show("kept-sign-in", state === "signed-out");
      await learn();
      await deskQueue.show();
    });
    if (!isPhone) find("id_code").focus();
    form.dataset.ready = "yes";
  }
  begin();
})();

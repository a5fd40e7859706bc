// Shows what is kept in this browser and how each of it stands; on the desk page, with a network and without.
(function () {
  const place = document.getElementById("kept");
  const words = document.getElementById("kept-words");

  function word(name) {
    const found = words.content.querySelector(`[data-word="${name}"]`);
    return found ? found.textContent : name;
  }

  function time(seconds) {
    return new Date(seconds * 1000).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  }

  // That somebody's card was looked at cannot be taken back.
  const isMereLook = (item) => item.isLook && !item.outcome && !item.isLater;

  function row(item, names) {
    const line = document.createElement("li");
    const left = document.createElement("span"), right = document.createElement("span");
    left.textContent = `${time(item.doneAt)} · ${names.get(item.service) || item.service} · ${word(item.outcome || (isMereLook(item) ? "look" : "check-later"))}`;
    right.textContent = word((item.state === "waiting" && item.trouble) || item.state) + (item.state === "waiting" || item.state === "recorded" || !item.words ? "" : ` · ${item.words}`);
    if (item.url) {
      const link = document.createElement("a");
      link.href = item.url;
      link.textContent = right.textContent;
      right.replaceChildren(link);
    }
    if (item.state === "waiting" && !isMereLook(item)) right.append(" ", takeBack(item));
    line.append(left, right);
    line.dataset.state = item.state;
    return line;
  }

  function takeBack(item) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = word("take-back");
    button.addEventListener("click", async () => { await deskStore.takeBack(item.key); await show(); });
    return button;
  }

  async function show() {
    const [items, known] = await Promise.all([deskStore.queue(), deskStore.known()]);
    const names = new Map((known ? known.services : []).map((service) => [service.slug, service.name]));
    const shown = items.filter((item) => item.state !== "open"); // that one fills the page
    place.querySelector("ul").replaceChildren(...shown.map((item) => row(item, names)));
    place.hidden = shown.length === 0;
  }

  self.deskQueue = { show, word };
})();

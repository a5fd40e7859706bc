// Sends files one by one with progress, and shows documents as their page images come. Without it the form posts as it is.
(function () {
  "use strict";
  const HEADERS = { "X-Requested-With": "XMLHttpRequest" };
  const POLL_MS = 2500;
  const POLLS = 240;

  function element(name, parent, text) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    return parent.appendChild(made);
  }

  function isPhoto(file) {
    return /^image\//.test(file.type) || /\.(jpe?g|png|hei[cf])$/i.test(file.name);
  }

  function parsed(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  }

  // One line of the list of files on their way: thumbnail, name, bar, words, and buttons where it failed.
  function row(form, file) {
    const line = element("li", form.querySelector("[data-sending]"));
    const picture = isPhoto(file) ? element("img", line) : element("span", line, "PDF");
    picture.className = isPhoto(file) ? "" : "tag";
    if (isPhoto(file)) {
      picture.alt = "";
      picture.src = URL.createObjectURL(file);
      picture.addEventListener("error", () => picture.removeAttribute("src"));
    }
    const body = element("div", line);
    element("b", body, file.name);
    const bar = element("progress", body);
    bar.className = "progress-bar";
    bar.max = 1;
    bar.setAttribute("aria-label", file.name);
    const words = element("p", body);
    const buttons = element("div", body);
    buttons.className = "actions";
    return {
      file,
      key: Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""),
      say(text, part) {
        line.classList.remove("wrong");
        words.textContent = text;
        if (part === undefined) bar.removeAttribute("value");
        else bar.value = part;
        bar.hidden = false;
        buttons.replaceChildren();
      },
      fail(text, again) {
        line.classList.add("wrong");
        words.textContent = text;
        bar.hidden = true;
        buttons.replaceChildren();
        if (again) button(buttons, form.dataset.textAgain, again);
        button(buttons, form.dataset.textLeave, () => this.remove());
      },
      remove() {
        if (picture.src) URL.revokeObjectURL(picture.src);
        line.remove();
      },
    };
  }

  function button(parent, text, act) {
    const made = element("button", parent, text);
    made.type = "button";
    made.className = "btn quiet small";
    made.addEventListener("click", act);
  }

  function post(url, data, onProgress) {
    return new Promise((done, failed) => {
      const call = new XMLHttpRequest();
      call.open("POST", url);
      call.setRequestHeader("X-Requested-With", HEADERS["X-Requested-With"]);
      call.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
      call.addEventListener("load", () => done(call));
      call.addEventListener("error", failed);
      call.addEventListener("timeout", failed);
      call.send(data);
    });
  }

  function show(part, form) {
    const made = part.querySelector("[data-document]");
    if (!made) return null;
    const old = document.getElementById(made.id);
    if (old) old.replaceWith(made);
    else form.parentElement.querySelector("[data-documents]").append(made);
    return made;
  }

  // Photos chosen together go into one document: the first makes it, the others are added to it.
  async function send(form, line, together) {
    const texts = form.dataset;
    const again = () => send(form, line, together);
    line.say(texts.textSmaller);
    const body = await window.shrinkPhoto(line.file);
    if (body.size > Number(texts.maxMb) * 1024 * 1024) return line.fail(texts.textLarge);
    return deliver(form, line, together, body, again);
  }

  async function deliver(form, line, together, body, again) {
    const texts = form.dataset;
    const data = new FormData(form);
    data.delete("file");
    data.append("file", body, line.file.name);
    data.set("form_key", line.key);
    const url = isPhoto(line.file) && together.url ? together.url : form.action;
    let call;
    try {
      call = await post(url, data, (part) => line.say(part < 1 ? texts.textSending : texts.textChecking, part < 1 ? part : undefined));
    } catch (error) {
      return line.fail(texts.textFailed, again);
    }
    const part = parsed(call.responseText);
    if (call.status === 422) return line.fail(part.textContent.trim());
    if (call.status === 507 && !part.querySelector("main")) return line.fail(part.textContent.trim(), again);
    if (call.status !== 200) return line.fail(texts.textFailed, again);
    const made = show(part, form);
    if (!made) return line.fail(texts.textSignedOut);
    if ("photos" in made.dataset) together.url = made.dataset.document;
    line.remove();
    watch();
  }

  let line_of_files = Promise.resolve();

  function choose(form, input) {
    const together = {};
    const lines = Array.from(input.files, (file) => row(form, file));
    input.value = "";
    lines.forEach((line) => {
      line_of_files = line_of_files.then(() => send(form, line, together)).catch(() => line.fail(form.dataset.textFailed));
    });
  }

  // Documents that are being prepared are asked for again until they are ready.
  let polls = 0;
  let timer = null;

  // Whoever has opened or reached something in it is not disturbed.
  function isUsed(shown) {
    return shown.querySelector("details[open]") !== null || shown.contains(document.activeElement);
  }

  async function poll() {
    timer = null;
    for (const old of document.querySelectorAll('[data-document][data-state="received"]')) {
      const answer = await fetch(old.dataset.document, { headers: HEADERS, redirect: "manual" }).catch(() => null);
      const html = answer && answer.ok ? await answer.text() : "";
      if (html && !isUsed(old)) show(parsed(html), old);
    }
    if (++polls < POLLS) watch();
  }

  function watch() {
    if (timer === null && document.querySelector('[data-document][data-state="received"]')) timer = setTimeout(poll, POLL_MS);
  }

  document.querySelectorAll("form[data-upload]").forEach((form) => {
    form.querySelector("[type=submit]").hidden = true;
    form.querySelectorAll("[type=file]").forEach((input) => input.addEventListener("change", () => choose(form, input)));
  });
  watch();
})();

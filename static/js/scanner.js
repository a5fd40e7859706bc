// Reads a scanner that types, wherever the focus is but in a field where somebody writes. A Chinese input method would
// make words of the code: the keys themselves are read as well, and what came as fast as no hand types is taken from them.
(function () {
  const form = document.getElementById("check-form"), field = document.getElementById("id_code");
  if (!form || !field) return;
  const WITHIN = 100, SHORTEST = 9, REST = 1000; // milliseconds from key to key, keys, and how long a scan may falter
  const SIGNS = { Slash: "/?", Semicolon: ";:", Period: ".>", Minus: "-_", NumpadDivide: "//", NumpadDecimal: "..", NumpadSubtract: "--" };
  const NO_WRITING = "[type=checkbox], [type=radio], [type=button], [type=submit], [type=file]";
  let burst = "", last = 0;

  const writes = (place) => place !== field && (place.matches("textarea") || (place.matches("input") && !place.matches(NO_WRITING)));
  const ready = () => field.focus({ preventScroll: true });

  // The sign of a key, even where the input method keeps it to itself.
  function sign(event) {
    if (event.key.length === 1 && event.keyCode !== 229) return event.key;
    const plain = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code);
    return plain ? plain[1] : (SIGNS[event.code] || "")[Number(event.shiftKey)] || "";
  }

  function send(event, code) {
    event.preventDefault();
    field.blur(); // ends what the input method was about to write
    field.value = code;
    form.querySelector("[type=submit]").click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    // After so many fast keys it is a scanner: a busy PC or a wireless one may pause in the middle of the code.
    const goesOn = event.timeStamp - last <= (burst.length < SHORTEST ? WITHIN : REST), before = goesOn ? burst : "";
    if (event.key === "Enter" || event.code === "Enter" || event.code === "NumpadEnter") {
      burst = "";
      if (before.length >= SHORTEST) send(event, before);
      return;
    }
    const said = sign(event);
    if (!said.trim()) return;
    burst = before + said;
    last = event.timeStamp;
    if (document.activeElement === field) return;
    ready();
    field.select(); // what is scanned takes the place of what was left here
  }, true);

  // Whoever is about to refuse a card writes why at once.
  document.addEventListener("toggle", (event) => {
    const why = event.target.open && event.target.querySelector("input[type=text]");
    if (why) why.focus();
  }, true);

  if (matchMedia("(pointer: coarse)").matches) return; // a keyboard would rise over the answer
  if (!document.querySelector("[data-error-summary]")) ready();
  document.addEventListener("click", (event) => {
    const isByMouse = event.detail > 0, isMarking = !getSelection().isCollapsed;
    const isTaken = writes(document.activeElement) || document.activeElement.matches("select, summary");
    if (isByMouse && !isMarking && !isTaken) ready();
  });
})();

// At a shared window: a name that is chosen leads to the field, and the sixth digit sends the form.
(function () {
  const form = document.getElementById("sign-on");
  if (!form) return;
  const pin = form.querySelector("input[name=pin]");
  const names = Array.from(form.querySelectorAll("input[name=who]"));
  let isSent = false;

  function isChosen() { return names.some((name) => name.checked); }
  function send() {
    if (isSent || !isChosen() || !/^[0-9]{6}$/.test(pin.value)) return;
    isSent = true;
    form.submit();
  }
  // A digit that is typed on a name belongs to the PIN, and chooses nobody. Digits typed before a name is chosen with
  // the mouse or a finger are kept; arrow keys go on through the names.
  for (const name of names) name.addEventListener("click", (event) => { if (event.detail > 0) { pin.focus(); send(); } });
  form.addEventListener("keydown", (event) => {
    if (event.target.name !== "who" || !/^[0-9]$/.test(event.key)) return;
    event.preventDefault();
    pin.value += event.key;
    pin.focus();
  });
  pin.addEventListener("input", () => { pin.value = pin.value.normalize("NFKC").replace(/[^0-9]/g, ""); send(); });
  window.addEventListener("pageshow", () => { isSent = false; });
})();

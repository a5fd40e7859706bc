// A passkey is offered only where the browser can use one; a dialog that was closed is said in words, not in the console.
if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-passkey]").forEach((element) => { element.hidden = false; });
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-error]").forEach((element) => { element.hidden = false; });
});

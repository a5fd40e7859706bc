// On the desk page with a network: sets up what opens without one, delivers what was kept, and remembers a code that is
// being sent for the page that opens should the network be gone.
(function () {
  const form = document.getElementById("check-form");
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/desk/sw.js", { scope: "/desk/" }).catch(() => undefined);
  sessionStorage.removeItem("desk-typed");
  form.addEventListener("submit", () => sessionStorage.setItem("desk-typed", form.querySelector("#id_code").value));
  deskQueue.show();
  deskDeliver.begin(async (state) => {
    document.getElementById("kept-sign-in").hidden = state !== "signed-out";
    await deskQueue.show();
  });
})();

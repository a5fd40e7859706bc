// Says how far away each place is, once the reader asks: reckoned here from numbers in the page, sent nowhere.
(function () {
  const start = document.getElementById("near-start");
  const trouble = document.getElementById("near-trouble");
  if (!start || !navigator.geolocation) return;
  const earth = 6371;
  start.hidden = false;

  function radians(degrees) { return degrees * Math.PI / 180; }

  function kilometres(a, b) {
    const h = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2
      + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
    return 2 * earth * Math.asin(Math.sqrt(h));
  }

  function show(position) {
    document.querySelectorAll("[data-latitude]").forEach(function (place) {
      const there = { latitude: Number(place.dataset.latitude), longitude: Number(place.dataset.longitude) };
      const far = kilometres(position.coords, there);
      place.textContent = place.dataset.text.replace("%s", far < 10 ? far.toFixed(1) : String(Math.round(far)));
      place.hidden = false;
    });
    start.hidden = true;
  }

  start.addEventListener("click", function () {
    navigator.geolocation.getCurrentPosition(show, function () { start.hidden = true; trouble.hidden = false; },
      { maximumAge: 60000, timeout: 15000 });
  });
})();

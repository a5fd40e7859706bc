// J and K walk through the queue; typing in a field is left alone.
document.addEventListener("keydown", function (event) {
  if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName)) return;
  const items = Array.from(document.querySelectorAll(".case-item[href]"));
  const here = items.findIndex((item) => item.getAttribute("aria-current"));
  const next = { j: here + 1, k: here - 1 }[event.key.toLowerCase()];
  if (next !== undefined && items[next]) items[next].click();
});

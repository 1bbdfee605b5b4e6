// Picking rows of a table: the box in the head picks the page, the bar above
// shows how many are picked.
function tell(box) {
  const scope = box.closest("[data-picking]");
  if (!scope) return;
  const boxes = [...scope.querySelectorAll("[data-pick]")];
  const picked = boxes.filter((b) => b.checked).length;
  const all = scope.querySelector("[data-pick-all]");
  if (all) {
    all.checked = picked > 0 && picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  }
  for (const count of scope.querySelectorAll("[data-pick-count]")) count.textContent = String(picked);
  for (const bar of scope.querySelectorAll("[data-pick-bar]")) bar.hidden = picked === 0;
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches?.("[data-pick-all]")) {
    for (const other of box.closest("[data-picking]").querySelectorAll("[data-pick]")) other.checked = box.checked;
  }
  if (box.matches?.("[data-pick-all], [data-pick]")) tell(box);
});

function start() {
  for (const scope of document.querySelectorAll("[data-picking]")) {
    const box = scope.querySelector("[data-pick]");
    if (box) tell(box);
  }
}
start();
document.addEventListener("htmx:afterSettle", start);

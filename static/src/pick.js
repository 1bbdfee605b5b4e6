// Picking rows of a table: the box in the head picks the page, the bar above says how
// many are picked, and its buttons too. The bar shows by style (table.css).
function tell(box) {
  const scope = box.closest("form[data-picking]") || box.closest("[data-picking]");
  const boxes = [...scope.querySelectorAll("[data-pick]")];
  const picked = boxes.filter((b) => b.checked).length;
  const head = scope.querySelector("[data-pick-all]");
  if (head) {
    head.checked = picked > 0 && picked === boxes.length;
    head.indeterminate = picked > 0 && picked < boxes.length;
  }
  const whole = scope.querySelector("[data-pick-whole]");
  const count = whole?.checked ? whole.dataset.pickWhole : String(picked);
  for (const place of scope.querySelectorAll("[data-pick-count]")) place.textContent = count;
  for (const word of scope.querySelectorAll("[data-pick-bar] button > span:not(.visually-hidden)")) {
    word.dataset.word ??= word.textContent;
    word.textContent = `${word.dataset.word} (${count})`;
  }
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches?.("[data-pick-all], [data-pick], [data-pick-whole]")) return;
  if (box.matches("[data-pick-all]")) {
    for (const other of box.closest("[data-picking]").querySelectorAll("[data-pick]")) other.checked = box.checked;
  }
  tell(box);
});

function start() {
  for (const box of document.querySelectorAll("[data-pick-all]")) tell(box);
}
start();
document.addEventListener("htmx:afterSettle", start);

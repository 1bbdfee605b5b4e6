// Keys of one letter that work on every page: g and then another goes to a page of the
// navigation (the letter stands in data-go of its link), ? shows the help. They load
// when the first of them is pressed (demand.js), are silent while somebody types, and
// are off when the person has said so (data-keys="off").
let first = 0; // when g was pressed

document.addEventListener("keydown", (event) => {
  if (!window.wholesight.keys(event)) return;
  if (event.key === "?") {
    event.preventDefault();
    const body = document.getElementById("dialog-body");
    if (!document.getElementById("dialog").open) window.htmx.ajax("GET", document.documentElement.dataset.keys, { target: body, source: body });
    return;
  }
  const waiting = Date.now() - first < 1500;
  first = event.key === "g" && !waiting ? Date.now() : 0;
  if (!waiting) return;
  const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
  if (!link) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  location.assign(link.href);
}, true);

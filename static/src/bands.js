// The page of classifications: rows are dragged, or moved with the keyboard, and end
// in the same form as a click on up, down or a position. While a row is on its way the
// server says what its new place would do.
import htmx from "htmx.org";
import "./bands.css";

const region = () => document.getElementById("classifications");
// A row that is being dragged has a twin under the pointer, which does not count.
const handles = (body) => [...body.querySelectorAll("tr:not(.lifted) [data-drag]")];
const rowOf = (handle) => handle.closest("tr");
const formOf = (id) => document.getElementById("move-" + id);

// order are the rows of a list that stay, as they stand on the page now.
const order = (body) => handles(body).map((handle) => handle.dataset.drag);

function announce(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

// place writes where the rows stand now.
function renumber(body) {
  handles(body).forEach((handle, i) => {
    const at = rowOf(handle).querySelector(".place");
    if (at) at.textContent = String(i + 1);
  });
}

let waiting = 0;

// preview asks what the order on the page would do. Nothing is kept.
function preview(body, id) {
  renumber(body);
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const form = formOf(id);
    if (!form) return;
    htmx.ajax("POST", "/classifications/preview", {
      source: document.getElementById("drag-" + id),
      target: "#classifications",
      swap: "none",
      values: { smart_type: form.elements.smart_type.value, row: id, order: order(body).join(",") },
    });
  }, 80);
}

// keep presses the row's own button for the place that it has been brought to.
function keep(body, id) {
  clearTimeout(waiting);
  const form = formOf(id);
  if (!form) return;
  const now = order(body);
  if (now.join(",") === form.elements.order.value) {
    renumber(body);
    return;
  }
  form.querySelector(`[name=position][value="${now.indexOf(id) + 1}"]`)?.click();
}

function sortable(body) {
  const { Sortable } = window.wholesight;
  if (!Sortable || Sortable.get(body)) return;
  Sortable.create(body, {
    handle: "[data-drag]",
    draggable: "tr",
    forceFallback: true,
    fallbackTolerance: 3,
    ghostClass: "held",
    fallbackClass: "lifted",
    animation: 0,
    onChange: (event) => preview(body, event.item.querySelector("[data-drag]").dataset.drag),
    onEnd: (event) => {
      const handle = event.item.querySelector("[data-drag]");
      handle.focus({ preventScroll: true });
      keep(body, handle.dataset.drag);
    },
  });
}

// The keyboard: Space takes a row up, the arrows move it, Space or Enter puts it down,
// Escape puts it back. With Alt the arrows move it at once.
let held = null; // { handle, before }

function step(handle, by) {
  const body = rowOf(handle).parentElement;
  const all = handles(body);
  const at = all.indexOf(handle);
  const other = all[at + by];
  if (!other) return false;
  if (by < 0) rowOf(other).before(rowOf(handle));
  else rowOf(other).after(rowOf(handle));
  handle.focus({ preventScroll: true });
  renumber(body);
  announce(`${at + by + 1} / ${all.length}`);
  return true;
}

function release(handle) {
  handle.setAttribute("aria-pressed", "false");
  rowOf(handle).classList.remove("held");
  held = null;
}

document.addEventListener("keydown", (event) => {
  const handle = event.target.closest?.("[data-drag]");
  if (!handle) return;
  const body = rowOf(handle).parentElement;
  const id = handle.dataset.drag;
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by && event.altKey) {
    event.preventDefault();
    if (!held && step(handle, by)) keep(body, id);
  } else if (by && held) {
    event.preventDefault();
    if (step(handle, by)) preview(body, id);
  } else if (event.key === " " || (event.key === "Enter" && held)) {
    event.preventDefault();
    if (held) {
      release(handle);
      keep(body, id);
    } else {
      held = { handle, before: [...body.children] };
      handle.setAttribute("aria-pressed", "true");
      rowOf(handle).classList.add("held");
    }
  } else if (event.key === "Escape" && held) {
    event.preventDefault();
    body.replaceChildren(...held.before);
    release(handle);
    handle.focus({ preventScroll: true });
    preview(body, id);
  }
});

// A handle is pressed by the keys above, not clicked by Space.
document.addEventListener("keyup", (event) => {
  if (event.key === " " && event.target.closest?.("[data-drag]")) event.preventDefault();
});
document.addEventListener("focusout", (event) => {
  const handle = event.target.closest?.("[data-drag]");
  if (!handle || held?.handle !== handle) return;
  // Moving the row takes the focus away for a moment.
  setTimeout(() => {
    if (!held || !handle.isConnected || document.activeElement === handle) return;
    const body = rowOf(handle).parentElement;
    release(handle);
    keep(body, handle.dataset.drag);
  });
});

// What a preview brings: the bar shows with the first change and goes with the last;
// a value that is refused is marked as wrong. One that stands out of order is not: its
// words say so, and the focus stays with whoever is moving the row.
function mark() {
  const says = document.getElementById("draft-says");
  const bar = document.getElementById("draft-bar");
  if (says && bar) bar.hidden = says.querySelector("strong").textContent === "";
  for (const input of document.querySelectorAll("[data-value]")) {
    const words = document.getElementById(input.getAttribute("aria-describedby"));
    if (words?.querySelector(".field-error:not([data-order])")) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

document.addEventListener("htmx:afterRequest", (event) => {
  const path = event.detail.requestConfig?.path || "";
  if (!path.startsWith("/classifications/") || (!path.endsWith("/preview") && !path.endsWith("/value"))) return;
  mark();
  if (!path.endsWith("/value")) return;
  const input = event.detail.requestConfig.elt?.querySelector?.("[data-value]");
  const words = input && document.getElementById(input.getAttribute("aria-describedby"));
  announce(words?.querySelector(".field-error")?.textContent.trim() || document.querySelector("#draft-says strong")?.textContent || "");
});

// Groups that were closed stay closed when the page's region is replaced.
const closed = new Set();
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("[data-group]")) return;
  if (event.target.open) closed.delete(event.target.id);
  else closed.add(event.target.id);
}, true);

function setUp() {
  if (!held?.handle.isConnected) held = null;
  for (const body of document.querySelectorAll("[id^=list-] tbody")) {
    if (body.querySelector("[data-drag]")) sortable(body);
  }
  for (const id of closed) {
    const group = document.getElementById(id);
    if (group) group.open = false;
  }
}

document.addEventListener("htmx:afterSettle", () => {
  if (region()) setUp();
});
setUp();
for (const kind of ["pointermove", "touchstart"]) {
  document.addEventListener(kind, () => window.wholesight.load("sortable").then(setUp), { once: true });
}

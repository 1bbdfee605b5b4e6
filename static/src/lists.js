// The lists of customers: rows are picked, reached by keys of one letter, come up to
// date when a contact is saved, and are come back to where one was.
import "./pick.js";
import "./backtolist.js";

const inList = "#customer-list tbody tr[id]";
const linkOf = (row) => row?.querySelector(".cell-main a");

// here is the row that has the focus, else the one that one came back from.
function here() {
  return document.activeElement?.closest(inList) || document.querySelector(`${inList}[aria-current="true"]`);
}

function go(row) {
  linkOf(row)?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

function move(by) {
  const rows = [...document.querySelectorAll(inList)];
  const at = rows.indexOf(here());
  go(rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))]);
}

// The actions stand once in the page, and go to the row that is pointed at or has the
// focus, for which their addresses are then.
function offer(row) {
  const made = document.getElementById("row-actions");
  const at = linkOf(row);
  if (!made || !at || row.contains(made)) return;
  const name = at.textContent;
  for (const act of made.querySelectorAll("[data-act]")) {
    act.href = `${at.pathname}/${act.dataset.act}${at.search}`;
    act.dataset.word ??= act.title;
    act.title = `${act.dataset.word}: ${name}`;
    act.querySelector(".visually-hidden").textContent = act.title;
  }
  row.querySelector("th").append(made);
  made.hidden = false;
}

for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const row = event.target.closest?.(inList);
    if (row && (kind === "focusin" || !document.getElementById("row-actions")?.contains(document.activeElement))) offer(row);
  });
}

document.addEventListener("click", (event) => {
  const act = event.target.closest?.('#row-actions [data-act="contact"]');
  if (!act || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const body = document.getElementById("dialog-body");
  window.htmx.ajax("GET", act.pathname + act.search, { target: body, source: body });
});

// press does an action of the row that is here.
function press(name) {
  offer(here());
  if (here()) document.querySelector(`#row-actions [data-act="${name}"]`)?.click();
}

const acts = {
  "/": () => document.getElementById("filter-q")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  o: () => linkOf(here())?.click(),
  Enter: () => linkOf(here())?.click(),
  x: () => here()?.querySelector("[data-pick]")?.click(),
  c: () => press("contact"),
  e: () => press("edit"),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.shiftKey || !acts[event.key] || !window.wholesight.keys(event) || document.querySelector("dialog[open]")) return;
  // Enter is the control's own where a control has the focus that it presses.
  if (event.key === "Enter" && !document.activeElement?.matches(`${inList} [type="checkbox"]`)) return;
  event.preventDefault();
  acts[event.key]();
});

// A contact was saved: its row says so, and keeps its mark and the focus.
document.addEventListener("contactSaved", async (event) => {
  const row = document.getElementById(event.detail.value);
  const at = linkOf(row);
  if (!at) return;
  const made = row.querySelector("#row-actions");
  if (made) row.closest("form").before(made); // it must outlive the row
  const picked = row.querySelector("[data-pick]")?.checked;
  await window.htmx.ajax("GET", `${at.pathname}/row${at.search}`, { target: row, source: row });
  const box = document.getElementById(event.detail.value)?.querySelector("[data-pick]");
  if (box) box.checked = picked;
});

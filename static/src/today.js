// Today: j and k go from customer to customer over all its lists, c logs a contact, and
// once one is logged the lists come anew in place (hx-trigger, views/today) and the focus
// goes on to the row that follows.
const rows = () => [...document.querySelectorAll("#worklists tbody tr[id]")];
const linkOf = (row) => row?.querySelector(".cell-main a");
const dialog = document.getElementById("dialog");

let after = null; // ids of the rows that come next, the nearest first, once a contact is logged
let coming = false; // the lists are under way
let left = 0; // when the page was left for another window

function go(row) {
  linkOf(row)?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

function here() {
  return document.activeElement?.closest("#worklists tbody tr[id]");
}

function move(by) {
  const all = rows();
  const at = all.indexOf(here());
  go(all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]);
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  o: () => linkOf(here())?.click(),
  c: () => here()?.querySelector('a[href*="/contact"]')?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.shiftKey || !acts[event.key] || !window.wholesight.keys(event) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  acts[event.key]();
});

// Whoever opens a contact is on a row: what follows it is where work goes on.
let from = null;
document.addEventListener("click", (event) => {
  const row = event.target.closest?.("#worklists tbody tr[id]");
  if (row) from = row.id;
});

document.addEventListener("contactSaved", (event) => {
  const all = rows().map((row) => row.id);
  const of = (id) => id.endsWith(`-${event.detail.value}`);
  const at = from && of(from) ? all.indexOf(from) : all.findIndex(of);
  coming = true;
  if (at >= 0) after = [...all.slice(at + 1).filter((id) => !of(id)), ...all.slice(0, at).reverse(), all[at]];
});

function settle() {
  if (!after || coming || dialog.open) return;
  const next = after.map((id) => document.getElementById(id)).find(Boolean);
  after = null;
  if (next) go(next);
  else document.getElementById("content").focus();
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "worklists") return;
  coming = false;
  settle();
});
dialog.addEventListener("close", () => setTimeout(settle));

function again() {
  const all = rows().map((row) => row.id);
  const at = all.indexOf(here()?.id);
  if (at >= 0) after = [...all.slice(at), ...all.slice(0, at).reverse()];
  coming = true;
  window.htmx.trigger(document.body, "seenAgain");
}

// What colleagues do meanwhile shows when the page is looked at again. Nothing asks by
// itself: that would keep a session alive that nobody works in.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) left = Date.now();
  else if (left && !dialog.open) again();
});

// What is typed into a form with data-draft is kept in this browser, for this person,
// until it is saved: it comes back after a reload, a crash, and a session that ended.
const root = document.documentElement;
const nameOf = (form) => `draft:${root.dataset.person}:${form.dataset.draft}`;
const timers = new WeakMap();
const done = new WeakSet();
const gone = new WeakSet(); // forms that were saved

// fields are those that a person fills in.
function fields(form) {
  return [...form.elements].filter((e) => e.name && !["hidden", "submit", "button", "password", "file"].includes(e.type));
}

const picked = (e) => e.type === "radio" || e.type === "checkbox";
const changed = (e) => {
  if (picked(e)) return e.checked !== e.defaultChecked;
  if (e.options) return [...e.options].some((o) => o.selected !== o.defaultSelected);
  return e.value !== e.defaultValue;
};
const key = (e) => (picked(e) ? `${e.name}=${e.value}` : e.name);

function keep(form) {
  if (gone.has(form) || !form.isConnected) return;
  const values = {};
  for (const e of fields(form)) if (changed(e)) values[key(e)] = picked(e) ? e.checked : e.value;
  try {
    if (Object.keys(values).length > 0) localStorage.setItem(nameOf(form), JSON.stringify({ at: Date.now(), values }));
    else localStorage.removeItem(nameOf(form));
  } catch {
    // A browser that keeps nothing, or has no room: the form works without.
  }
}

function typed(event) {
  const form = event.target.form;
  if (!form?.dataset.draft) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => keep(form), event.type === "change" ? 0 : 300));
}
document.addEventListener("input", typed);
document.addEventListener("change", typed);

// Leaving the page, or the dialog, keeps what the pause has not yet.
function keepAll() {
  for (const form of document.querySelectorAll("form[data-draft]")) keep(form);
}
window.addEventListener("pagehide", keepAll);
document.addEventListener("visibilitychange", keepAll);
document.addEventListener("close", keepAll, true);

function restore(form) {
  if (done.has(form)) return;
  done.add(form);
  let draft = null;
  try {
    draft = JSON.parse(localStorage.getItem(nameOf(form)));
  } catch {
    return;
  }
  if (!draft?.values) return;
  let news = false;
  for (const e of fields(form)) {
    const value = draft.values[key(e)];
    if (value === undefined) continue;
    if (picked(e)) {
      news ||= e.checked !== value;
      e.checked = value;
    } else {
      news ||= e.value !== value;
      e.value = value;
    }
    if (changed(e)) e.closest("details")?.setAttribute("open", "");
  }
  const note = form.querySelector("[data-draft-note]");
  if (!news || !note) return;
  const at = new Date(draft.at);
  const time = note.querySelector("time");
  const today = at.toDateString() === new Date().toDateString();
  time.dateTime = at.toISOString();
  time.textContent = at.toLocaleString(root.lang, today ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  note.hidden = false;
}

function restoreAll() {
  for (const form of document.querySelectorAll("form[data-draft]")) restore(form);
}
document.addEventListener("htmx:afterSettle", restoreAll);

document.addEventListener("click", (event) => {
  const drop = event.target.closest("[data-draft-drop]");
  if (!drop) return;
  const form = drop.closest("form");
  localStorage.removeItem(nameOf(form));
  form.reset();
  drop.closest("[data-draft-note]").hidden = true;
  (form.querySelector("textarea") || form.querySelector("input:not([type=hidden])"))?.focus();
});

// Saved is saved: through htmx when the answer is good, else when the browser was led on
// (on whichever page that is: demand.js).
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (!form?.matches?.("form[data-draft]") || !event.detail.successful) return;
  gone.add(form);
  clearTimeout(timers.get(form));
  localStorage.removeItem(nameOf(form));
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.draft || form.hasAttribute("hx-post") || event.defaultPrevented) return;
  keep(form);
  sessionStorage.setItem("sent", location.pathname + " " + nameOf(form));
});
// Led on from the form's own page, that is: a log-in in between leads on too, to the form.
const [from, ...sent] = (sessionStorage.getItem("sent") ?? "").split(" ");
sessionStorage.removeItem("sent");
const led = performance.getEntriesByType("navigation")[0]?.redirectCount > 0 && document.referrer;
if (led && from && new URL(led).pathname === from && !location.pathname.startsWith("/login")) localStorage.removeItem(sent.join(" "));
// Whoever has logged out leaves nothing behind, nor does whoever is about to.
document.addEventListener("submit", (event) => {
  if (/logout$/.test(event.target.action)) localStorage.clear();
});
if (location.search === "?note=out") localStorage.clear();

restoreAll();

// A session that ends. Some minutes before, a dialog asks whether to stay; when it has
// ended, one logs in over the page, and what was asked for is asked again: nothing that
// was typed is lost. It loads a minute after the page, or when the server says 401.
const root = document.documentElement;
const begun = Date.now();
const warning = 4 * 60; // seconds; the server may reckon one minute earlier
const seen = () => Number(localStorage.getItem("seen")) || begun;
let dialog = null;
let shown = ""; // stay, login
let waiting = []; // requests to repeat

const isLogin = (detail) => /^\/(login|lapse|account\/stay)/.test(detail.requestConfig?.path ?? "");

function note(time) {
  try {
    localStorage.setItem("seen", String(time));
  } catch {
    // Then each tab counts for itself.
  }
}

function make() {
  if (dialog) return;
  dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.id = "expiry";
  dialog.setAttribute("aria-label", root.dataset.expiry);
  const body = document.createElement("div");
  body.className = "dialog-body";
  body.id = "expiry-body";
  dialog.append(body);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    shown = "";
    body.replaceChildren();
  });
}

// show asks the server for one of the two dialogs.
async function show(what, path) {
  if (shown === what) return;
  make();
  shown = what;
  await window.htmx.ajax("GET", path, { target: "#expiry-body", source: dialog.firstElementChild });
}

const logIn = (why) => show("login", `/login?dialog=${why}`).catch(() => location.reload());

// left is how many seconds the session lasts: idle, and however busy.
function left() {
  const now = Date.now();
  return { idle: Number(root.dataset.idle) - (now - seen()) / 1000, most: Number(root.dataset.left) - (now - begun) / 1000 };
}

function look() {
  if (!root.dataset.idle || waiting.length > 0) return;
  const { idle, most } = left();
  if (most <= warning) logIn("most");
  else if (idle <= 0) logIn("ended");
  else if (idle <= warning) show("stay", "/lapse");
  else if (shown === "stay") dialog.close(); // stayed in another tab
}

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr?.status > 0 && event.detail.xhr.status !== 401 && !isLogin(event.detail)) note(Date.now());
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "expiry-body" || event.detail.target.querySelector("[aria-invalid]")) return;
  if (shown && !dialog.open) dialog.showModal();
  const email = dialog.querySelector("[type=email]");
  (dialog.querySelector("[data-stay]") || (email?.value ? dialog.querySelector("[type=password]") : email))?.focus();
});

document.addEventListener("click", async (event) => {
  if (!event.target.closest("[data-stay]")) return;
  const answer = await fetch("/account/stay", { method: "POST" }).catch(() => null);
  if (answer?.status === 204) {
    note(Date.now());
    dialog.close();
  } else if (answer?.status === 401) {
    logIn("ended");
  }
});

// A request was refused because the session has ended (demand.js).
window.wholesight.expiry = (refused) => {
  waiting.push(refused.requestConfig);
  logIn("ended");
};

document.addEventListener("loggedIn", (event) => {
  if (String(event.detail.person) !== root.dataset.person) {
    location.assign("/"); // somebody else: this page is not theirs
    return;
  }
  const again = waiting;
  waiting = [];
  root.dataset.left = String((Date.now() - begun) / 1000 + Number(event.detail.left));
  note(Date.now());
  dialog.close();
  for (const r of again) window.htmx.ajax(r.verb.toUpperCase(), r.path, { source: r.elt, target: r.target, values: r.formData });
});

if (!localStorage.getItem("seen") || seen() < begun - 60000) note(begun);
setInterval(look, 5000);
look();

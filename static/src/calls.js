// The call loop. It loads with the form of a contact (data-script="calls"), in the
// page's dialog or on a page of its own: keys choose an outcome, Ctrl/Cmd-Enter saves
// and goes on, and whoever works in the dialog
// stays on the customer.
const dialog = document.getElementById("dialog");
const every = 5 * 60 * 1000; // how often a lease is prolonged while somebody works
let on = null; // { row, release } of the customer in the dialog
let last = ""; // row of the customer that was saved last
let worked = false;

const part = () => document.querySelector("[data-contact-of]");
const scope = () => (dialog.open ? dialog : document.getElementById("content"));

// Keys. Those of one letter are silent while somebody types (demand.js).
document.addEventListener("keydown", (event) => {
  worked = true;
  const here = scope();
  const next = here.querySelector('[name="then"]');
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && next && (!event.target.form || event.target.form === next.form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!next.disabled) next.click();
    return;
  }
  if (event.key < "1" || event.key > "9" || event.key.length > 1 || !window.wholesight.keys(event)) return;
  const choice = here.querySelectorAll("[data-choose] input")[Number(event.key) - 1];
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  (asks(choice) || choice.form.querySelector("textarea, input[type=date]"))?.focus();
  const said = choice.form.querySelector("[data-said]");
  if (said) said.textContent = [choice.value, choice.dataset.preset === "ask" ? "" : choice.dataset.preset].filter(Boolean).join(" · ");
}, true);

// asks is the field of the day when an outcome needs one and none is given.
function asks(choice) {
  const day = choice.form.elements.namedItem("next_on");
  return choice.dataset.preset === "ask" && choice.form.querySelector('[name="next"][value="on"]:checked') && !day.value ? day : null;
}

// An outcome presets the follow-up while the first answer stands: it names the day there,
// or asks for one, and takes the question back when another outcome is chosen.
function preset(choice) {
  const form = choice.form;
  const first = form.querySelector('[name="next"][value="keep"]');
  const on = form.querySelector('[name="next"][value="on"]');
  if (!first || !on) return;
  const text = first.nextElementSibling;
  text.dataset.word ??= text.textContent;
  const does = choice.dataset.preset ?? "";
  text.textContent = does && does !== "ask" ? `${text.dataset.word} · ${does}` : text.dataset.word;
  if (does === "ask" && first.checked) on.checked = true;
  else if (does !== "ask" && on.checked && !form.elements.namedItem("next_on").value) first.checked = true;
}

// A day that is picked is the follow-up; another answer takes the day back.
document.addEventListener("change", (event) => {
  worked = true;
  const form = event.target.form;
  if (event.target.name === "outcome") {
    preset(event.target);
  } else if (event.target.name === "next_on" && event.target.value) {
    const choice = form.querySelector('[name="next"][value="on"]');
    if (choice) choice.checked = true;
  } else if (event.target.name === "next" && event.target.value !== "on") {
    form.elements.namedItem("next_on").value = "";
  } else if (event.target.name === "next") {
    form.elements.namedItem("next_on").focus();
  }
});

// What is said while the dialog is open is said in it: the page behind is out of reach.
function follow() {
  const home = dialog.open ? dialog : document.body;
  for (const id of ["toasts", "live"]) {
    const box = document.getElementById(id);
    if (box && box.parentElement !== home) home.append(box);
  }
  const here = dialog.open ? dialog.querySelector("[data-contact-of]") : null;
  if (here) on = { row: here.dataset.contactOf, release: here.dataset.release };
}

document.addEventListener("htmx:afterSettle", follow);
document.addEventListener("htmx:beforeSwap", (event) => {
  const box = dialog.open && dialog.contains(event.detail.elt) && dialog.querySelector("[data-errors]");
  if (box && event.detail.isError) event.detail.target = box;
});
document.addEventListener("htmx:sendError", () => tell(document.getElementById("offline").textContent));

function tell(text) {
  const box = scope().querySelector("[data-errors]");
  if (box) box.textContent = text;
}

document.addEventListener("contactSaved", (event) => {
  last = event.detail.value;
  if (on) on = { row: on.row };
});

const back = (row) => (row.querySelector('[data-act="contact"]') || row.querySelector("a, button"))?.focus();

function leave() {
  if (on?.release) navigator.sendBeacon(on.release, new URLSearchParams());
}

dialog.addEventListener("close", () => {
  follow();
  if (!on) return;
  leave();
  // Back to the customer's row, or where it would stand: that of the one before.
  const row = document.getElementById(on.row) || document.getElementById(last);
  on = null;
  document.getElementById("dialog-body").replaceChildren();
  setTimeout(() => {
    if (row) back(row);
    else if (document.activeElement === document.body) document.getElementById("content").focus();
  });
});
window.addEventListener("pagehide", leave);

setInterval(async () => {
  const here = part();
  if (!worked || !here?.dataset.lease || !here.querySelector("form[data-draft]")) return;
  worked = false;
  const answer = await fetch(here.dataset.lease, { method: "POST", body: new URLSearchParams() }).catch(() => null);
  if (answer?.status === 409 && here.isConnected) tell(here.dataset.lost);
}, every);

follow();

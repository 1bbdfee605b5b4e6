// Toasts stay at least six seconds, wait while they are looked at, and go. They
// arrive with the page, in a swap (out of band), or from a script, and take the place of
// those that came before, unless somebody is on one.
const box = document.getElementById("toasts");
const seen = new WeakSet();

function start(note) {
  if (seen.has(note)) return;
  seen.add(note);
  const length = Math.max(6, Number(note.dataset.seconds) || 6) * 1000;
  let timer = setTimeout(() => note.remove(), length);
  const hold = () => clearTimeout(timer);
  const resume = () => {
    clearTimeout(timer);
    timer = setTimeout(() => note.remove(), length);
  };
  note.addEventListener("mouseenter", hold);
  note.addEventListener("focusin", hold);
  note.addEventListener("mouseleave", resume);
  note.addEventListener("focusout", resume);
}

function startAll() {
  const all = [...box.querySelectorAll("[data-toast]")];
  if (all.some((note) => !seen.has(note))) {
    for (const old of all) if (seen.has(old) && !old.matches(":hover, :focus-within")) old.remove();
  }
  all.forEach(start);
}

// Undo sends a form, and a form that is taken out of the page is not sent: its toast
// goes when the answer is there.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (button && button.type !== "submit") button.closest("[data-toast]")?.remove();
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr?.status > 0) event.target.closest?.("[data-toast]")?.remove();
});

document.addEventListener("toast", (event) => {
  if (!box) return;
  const note = document.createElement("div");
  note.className = event.detail.bad ? "toast-note toast-bad" : "toast-note";
  note.setAttribute("data-toast", "");
  const sign = document.createElement("span");
  sign.className = "sign";
  sign.setAttribute("aria-hidden", "true");
  sign.textContent = event.detail.bad ? "▲" : "●";
  const text = document.createElement("span");
  text.className = "toast-text";
  text.textContent = event.detail.text;
  note.append(sign, text);
  box.append(note); // the observer starts it
});

if (box) {
  new MutationObserver(startAll).observe(box, { childList: true });
  startAll();
  // A region that was there with its words from the start is not read out.
  const live = document.getElementById("live");
  if (live && box.childElementCount > 0) {
    live.textContent = [...box.querySelectorAll(".toast-text")].map((text) => text.textContent).join(". ");
  }
}

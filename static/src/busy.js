// A thin line at the top while a request takes longer than a moment, aria-busy
// on what will be replaced, and a strip when the network is gone.
const root = document.documentElement;
let waiting = 0;
let timer = 0;

function begin() {
  waiting++;
  if (waiting === 1) timer = setTimeout(() => root.setAttribute("data-busy", ""), 300);
}

function end() {
  waiting = Math.max(0, waiting - 1);
  if (waiting > 0) return;
  clearTimeout(timer);
  root.removeAttribute("data-busy");
}

function offline(lost) {
  const strip = document.getElementById("offline");
  if (strip) strip.hidden = !lost;
}

// An error is put elsewhere than was asked for: what waits is remembered by the request.
const waits = new WeakMap();

document.addEventListener("htmx:beforeRequest", (event) => {
  begin();
  waits.set(event.detail.xhr, event.detail.target);
  event.detail.target?.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", (event) => {
  end();
  waits.get(event.detail.xhr)?.removeAttribute("aria-busy");
  if (event.detail.xhr?.status > 0) offline(false);
  // What was wrong before is not wrong any more.
  if (event.detail.successful) document.getElementById("errors")?.replaceChildren();
});
document.addEventListener("htmx:sendError", () => offline(true));
window.addEventListener("offline", () => offline(true));
window.addEventListener("online", () => offline(false));

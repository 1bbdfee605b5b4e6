// Scripts that load on demand: wholesight.load("palette") fetches palette.js once and
// promises when it has run. Its address, with the hash, stands in data-scripts of the
// page (see static.Demand); a name that is not there is refused.
//
// Rejected: the bundler's own splitting with import(). htmx as its authors minified it is
// no module; bundled from its module it is a chunk beside app.js: two more requests and
// 1.6 kB more on a first view, and what app.js and a page's script share is one more each.
const asked = {};

function fetchScript(name) {
  return new Promise((done, failed) => {
    const at = document.documentElement.dataset.scripts?.split(" ").find((address) => address.includes(`/${name}.`));
    if (!at) throw Error(name);
    if (document.querySelector(`script[src="${at}"]`)) {
      if (document.readyState === "complete") done();
      else window.addEventListener("load", done);
      return;
    }
    const script = document.createElement("script");
    script.src = at;
    script.onload = done;
    script.onerror = (event) => {
      delete asked[name];
      script.remove();
      failed(event);
    };
    document.head.append(script);
  });
}

// keys tells whether a key of one letter counts: not while somebody types or holds
// another key, and not when the person has switched such keys off.
function keys(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && document.documentElement.dataset.keys !== "off" &&
    !event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}

window.wholesight = { load: (name) => (asked[name] ||= fetchScript(name)), keys };

// What loads when it is first asked for: the palette at Ctrl/Cmd-K or when its field is
// gone to, the keys that lead from page to page when one of them is pressed.
const palette = document.getElementById("palette");
let held = null;

function openPalette() {
  window.wholesight.load("palette").then(() => document.dispatchEvent(new Event("palette")));
}

palette?.addEventListener("focus", openPalette, { once: true });

document.addEventListener("keydown", (event) => {
  if (palette && event.key === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    palette.focus();
    openPalette();
  } else if (document.documentElement.dataset.keys && keys(event) && (held || ((event.key === "g" || event.key === "?") && !asked.shortcuts))) {
    // What is pressed while the script comes waits for it: nobody's hands are too quick.
    held?.push(event);
    held ||= [event];
    event.preventDefault();
    event.stopImmediatePropagation();
    window.wholesight.load("shortcuts").finally(() => {
      const all = held ?? [];
      held = null;
      for (const old of all) old.target.dispatchEvent(new KeyboardEvent("keydown", old));
    });
  }
});

// Parts of a page name the script that they need (data-script), also those that come later.
const { load } = window.wholesight;
// The page after a form that keeps drafts knows what became of it.
if (sessionStorage.getItem("sent") && document.documentElement.dataset.scripts) load("drafts");
document.addEventListener("htmx:load", () => document.querySelectorAll("[data-script]").forEach((part) => load(part.dataset.script)));

// A session that is about to end, or has ended: expiry.js.
if (document.documentElement.dataset.idle) setTimeout(load, 60000, "expiry");
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status !== 401) return;
  event.preventDefault();
  load("expiry").then(() => window.wholesight.expiry(event.detail));
});

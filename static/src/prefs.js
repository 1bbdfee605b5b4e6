// Theme, density and the width of the navigation: shown at once, then kept by
// the server, which draws the next page with them (so nothing flashes and
// nothing is stored in the browser).
const root = document.documentElement;
const attributes = { theme: "data-bs-theme", density: "data-density", nav: "data-nav" };

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("[data-prefs]") || !button || !attributes[button.name]) return;
  event.preventDefault();
  const old = root.getAttribute(attributes[button.name]);
  root.setAttribute(attributes[button.name], button.value);
  for (const other of form.querySelectorAll(`[name="${button.name}"][aria-pressed]`)) {
    other.setAttribute("aria-pressed", String(other === button));
  }
  if (button.dataset.other) [button.value, button.dataset.other] = [button.dataset.other, button.value];
  if (button.name === "theme") document.dispatchEvent(new CustomEvent("themechange"));
  const body = new URLSearchParams({ [button.name]: root.getAttribute(attributes[button.name]) });
  fetch(form.action, { method: "POST", body, redirect: "manual" }).then((answer) => {
    if (answer.status >= 400) throw new Error(String(answer.status));
  }).catch(() => {
    root.setAttribute(attributes[button.name], old);
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: root.dataset.notKept, bad: true } }));
  });
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  document.dispatchEvent(new CustomEvent("themechange"));
});

// Focus after a swap. htmx keeps it only on a field with a stable id; in every
// other case the browser drops it to the body, and a person without a mouse is
// back at the top of the page. In order: the first bad field, what the new part
// marks with data-focus, the same control as before, the row that took its
// place, the heading of the new part.
let before = null;

// place describes where the focus was, to find the like of it afterwards.
function place(element) {
  const row = element.closest("tr");
  return {
    element,
    id: element.id,
    tag: element.tagName,
    name: element.getAttribute("name"),
    value: element.getAttribute("value"),
    href: element.getAttribute("href"),
    text: element.textContent.trim(),
    row: row ? [...row.parentElement.children].indexOf(row) : -1,
  };
}

function same(scope, was) {
  if (was.id) {
    const found = document.getElementById(was.id);
    if (found) return found;
  }
  for (const element of scope.querySelectorAll(was.tag)) {
    if (was.name && element.getAttribute("name") === was.name && element.getAttribute("value") === was.value) return element;
    if (was.text && element.textContent.trim() === was.text) return element;
    if (was.href && element.getAttribute("href") === was.href) return element;
  }
  return null;
}

function sameRow(scope, was) {
  if (was.row < 0) return null;
  const body = scope.matches("tbody") ? scope : scope.querySelector("tbody") || scope.closest("tbody");
  const rows = body ? [...body.children] : [];
  const row = rows[Math.min(was.row, rows.length - 1)];
  return row?.querySelector("a, button, input") || null;
}

function heading(scope) {
  const found = scope.querySelector("h1, h2, h3") || scope;
  if (!found.hasAttribute("tabindex")) found.setAttribute("tabindex", "-1");
  return found;
}

const lost = () => !document.activeElement || document.activeElement === document.body;

document.addEventListener("htmx:beforeSwap", () => {
  before = document.activeElement && document.activeElement !== document.body ? place(document.activeElement) : before;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const scope = event.detail.elt?.isConnected ? event.detail.elt : event.detail.target;
  if (!scope?.isConnected) return;
  const bad = scope.querySelector('[aria-invalid="true"]');
  const wanted = bad || scope.querySelector("[data-focus]");
  if (wanted) {
    wanted.focus();
  } else if (lost() && before) {
    (same(scope, before) || sameRow(scope, before) || heading(scope)).focus({ preventScroll: true });
  }
  announce(scope);
});

// announce repeats what the new part says about itself in the one region that
// readers of the screen listen to.
function announce(scope) {
  const said = scope.matches("[data-announce]") ? scope : scope.querySelector("[data-announce]");
  const live = document.getElementById("live");
  if (said && live) live.textContent = said.dataset.announce || said.textContent.trim();
}

// The first bad field of a page that was loaded whole.
document.querySelector('[aria-invalid="true"]')?.focus();

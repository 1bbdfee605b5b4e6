// The palette: the search in the top bar with a list under it (the combobox pattern).
// It loads when somebody goes there (demand.js). The server finds; this asks it while
// one types, moves with the arrows, goes with Enter and gives the focus back at Escape.
const input = document.getElementById("palette");
const form = input.form;
const box = document.createElement("div");
box.id = "palette-box";
box.className = "menu-card palette";
box.hidden = true;
input.closest(".bar-search").append(box);
for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", "palette-list"], ["aria-autocomplete", "list"]]) {
  input.setAttribute(name, value);
}

let before = null; // where the focus was
let wanted = false; // Enter was pressed before the answer came
let timer = 0;
let asking = null;

const options = () => [...box.querySelectorAll("[role=option]")];
const chosen = () => box.querySelector('[aria-selected="true"]');
const fresh = () => box.querySelector("[data-query]")?.dataset.query === input.value.trim();

function choose(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

function show() {
  box.hidden = false;
  input.setAttribute("aria-expanded", "true");
}

function hide() {
  clearTimeout(timer);
  box.hidden = true;
  wanted = false;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

// ask fetches what is found for what stands there; an answer that is overtaken by the
// next letter is dropped. When the server does not answer, Enter asks for the page.
async function ask() {
  clearTimeout(timer);
  asking?.abort();
  asking = new AbortController();
  const text = input.value.trim();
  try {
    const address = `${input.dataset.list}?${new URLSearchParams({ q: text })}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: asking.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    box.replaceChildren(...page.body.childNodes);
  } catch (error) {
    if (error.name === "AbortError") return;
    if (wanted) form.submit();
    hide();
    return;
  }
  if (box.hidden) return;
  choose(options()[0]);
  const live = document.getElementById("live");
  if (live) live.textContent = box.querySelector("[data-announce]")?.dataset.announce ?? "";
  if (wanted && fresh()) {
    wanted = false;
    go(chosen());
  }
}

function go(option) {
  if (!option) return;
  const { href, form: id, modal } = option.dataset;
  if (id) {
    document.getElementById(id).requestSubmit();
  } else if (modal) {
    leave(false);
    window.htmx.ajax("GET", modal, { target: "#dialog-body", source: document.getElementById("dialog-body") });
  } else {
    location.assign(href);
  }
}

// leave closes the list and gives the focus back to where it was.
function leave(back) {
  hide();
  input.value = input.defaultValue;
  if (back && before?.isConnected) before.focus();
  else input.blur();
}

function open() {
  if (!box.hidden) return;
  show();
  ask();
}

input.addEventListener("focus", (event) => {
  if (event.relatedTarget && event.relatedTarget !== input) before = event.relatedTarget;
  open();
});
input.addEventListener("click", open);
input.addEventListener("input", () => {
  show();
  clearTimeout(timer);
  timer = setTimeout(ask, 40);
});
input.addEventListener("blur", () => {
  if (!box.contains(document.activeElement)) hide();
});
input.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const all = options();
  const at = all.indexOf(chosen());
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 8, all.length - 1), PageUp: Math.max(at - 8, 0) }[event.key];
  if (to !== undefined && all.length > 0) {
    event.preventDefault();
    show();
    choose(all[(to + all.length) % all.length]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (fresh() && !box.hidden) go(chosen());
    else {
      wanted = true;
      show();
      ask();
    }
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    leave(true);
  } else if (event.key === "Tab") {
    hide();
  }
});

form.addEventListener("submit", (event) => event.preventDefault()); // Enter goes to what is chosen

// The list takes no focus: pressing in it leaves the field where it is.
box.addEventListener("mousedown", (event) => event.preventDefault());
box.addEventListener("click", (event) => go(event.target.closest("[role=option]")));
box.addEventListener("mousemove", (event) => {
  const option = event.target.closest("[role=option]");
  if (option && option !== chosen()) choose(option);
});

// The event of Ctrl-K and of the first focus: the field has the focus by then (demand.js),
// and its old text is ready to be typed over. Whoever has gone on meanwhile is left alone.
document.addEventListener("palette", () => {
  if (document.activeElement !== input) return;
  input.select();
  open();
});

// Targets, on the pages that set them: the grid of many customers is worked like a
// spreadsheet, and an annual sum is split into months as the server splits it. All of
// it is a plain form without this script.

const lang = document.documentElement.lang || "en-GB";

// amount reads what was typed into minor units; null where that cannot be done, which
// the server will say in words.
function amount(text, scope) {
  const decimal = scope.dataset.decimal || ".";
  const digits = Number(scope.dataset.digits || 2);
  const plain = text.replace(/[\s'’\u00a0\u202f]/g, "").replace(/^[^\d-]+|[^\d]+$/g, "");
  const [whole, fraction = "", more] = plain.split(decimal);
  const joined = whole.replace(decimal === "," ? /\./g : /,/g, "");
  if (more !== undefined || !/^\d+$/.test(joined || "0") || !/^\d*$/.test(fraction) || fraction.length > digits || plain === "") return null;
  return BigInt((joined || "0") + fraction.padEnd(digits, "0"));
}

// written is an amount as the server writes one into a field.
function written(minor, scope) {
  const digits = Number(scope.dataset.digits || 2);
  const unit = 10n ** BigInt(digits);
  const whole = new Intl.NumberFormat(lang).format(minor / unit);
  const rest = minor % unit;
  return rest === 0n ? whole : whole + (scope.dataset.decimal || ".") + String(rest).padStart(digits, "0");
}

// shares are the twelve amounts of an annual sum from a start month on (0 is January):
// rounded down, with the remainder on the last.
function shares(annual, start, season) {
  const weights = season || Array(12).fill(1n);
  const total = weights.reduce((a, b) => a + b, 0n);
  const out = Array.from({ length: 12 }, (_, i) => (annual * weights[(start + i) % 12]) / total);
  out[11] += annual - out.reduce((a, b) => a + b, 0n);
  return out;
}

// parts are the fields of one target: of a row of the grid, or of the form.
function parts(row) {
  return {
    annual: row.querySelector("[data-annual]"),
    split: row.querySelector("[data-split]"),
    start: row.querySelector("[data-start], [name=start_month]"),
    months: [...row.querySelectorAll("[data-month]")],
  };
}

function spread(row, scope) {
  const { annual, split, start, months } = parts(row);
  const from = /^\d{4}-(\d{2})$/.exec(start.value.trim());
  if (split.value === "months" || !from) return;
  const sum = amount(annual.value, scope);
  let season = null;
  if (split.value === "season") {
    // The season of a smart type is known to the server alone: it splits then.
    if (!row.dataset.season) {
      for (const month of months) month.value = "";
      return;
    }
    season = row.dataset.season.split(" ").map(BigInt);
  }
  if (sum === null) return;
  shares(sum, Number(from[1]) - 1, season).forEach((value, i) => {
    months[i].value = written(value, scope);
  });
}

function add(row, scope) {
  const { annual, split, months } = parts(row);
  split.value = "months";
  let sum = 0n;
  for (const month of months) {
    if (month.value.trim() === "") continue;
    const value = amount(month.value, scope);
    if (value === null) return;
    sum += value;
  }
  annual.value = months.every((m) => m.value.trim() === "") ? "" : written(sum, scope);
}

// name says above each month's field which month it is, as the start is chosen.
function name(form) {
  const { start, months } = parts(form);
  const from = /^(\d{4})-(\d{2})$/.exec(start.value);
  if (!from) return;
  const format = new Intl.DateTimeFormat(lang, { timeZone: "UTC", month: "short", year: "numeric" });
  months.forEach((field, i) => {
    const label = form.querySelector(`label[for="${field.id}"]`);
    if (label) label.firstChild.textContent = format.format(new Date(Date.UTC(Number(from[1]), Number(from[2]) - 1 + i, 1)));
  });
}

function typed(field, row, scope) {
  if (field.hasAttribute("data-month")) add(row, scope);
  else if (field.matches("[data-annual]")) {
    const { split } = parts(row);
    if (split.value === "months" && field.value.trim() !== "") split.value = "even";
    if (field.value.trim() === "" && split.value !== "months") for (const month of parts(row).months) month.value = "";
    spread(row, scope);
  } else if (field.matches("[data-split], [data-start], [name=start_month]")) spread(row, scope);
}

for (const form of document.querySelectorAll("form[data-target-form]")) {
  form.addEventListener("input", (event) => {
    typed(event.target, form, form);
    if (event.target.name === "start_month") name(form);
  });
}

for (const grid of document.querySelectorAll("form[data-grid]")) work(grid);

// work makes a spreadsheet of the grid.
function work(grid) {
  const rows = [...grid.querySelectorAll("[data-row]")];
  const cells = rows.map((row) => [...row.querySelectorAll("input.grid-cell, select.grid-cell")]);
  const state = grid.querySelector("[data-grid-state]");
  const first = new Map(cells.flat().map((cell) => [cell, cell.value]));
  let clean = true;

  const tell = () => {
    const n = rows.filter((_, i) => cells[i].some((cell) => cell.value !== first.get(cell))).length;
    clean = n === 0;
    const text = n === 0 ? "" : n === 1 ? state.dataset.one : state.dataset.many.replace("%d", n);
    if (state.textContent !== text) state.textContent = text;
  };
  const place = (cell) => {
    const y = cells.findIndex((row) => row.includes(cell));
    return y < 0 ? null : { y, x: cells[y].indexOf(cell) };
  };
  const go = (y, x) => {
    const cell = cells[y]?.[x];
    if (!cell) return false;
    cell.focus();
    cell.select?.();
    return true;
  };

  grid.addEventListener("input", (event) => {
    const at = place(event.target);
    if (!at) return;
    typed(event.target, rows[at.y], grid);
    tell();
  });

  grid.addEventListener("keydown", (event) => {
    const at = place(event.target);
    if (at && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      grid.requestSubmit();
      return;
    }
    if (!at || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const { y, x } = at;
    const text = event.target.tagName === "INPUT";
    const whole = text && event.target.selectionStart === 0 && event.target.selectionEnd === event.target.value.length;
    let done = false;
    switch (event.key) {
      case "Enter":
        event.preventDefault(); // it moves here; the button saves
        go(y + (event.shiftKey ? -1 : 1), x);
        return;
      case "ArrowDown":
        done = text && go(y + 1, x);
        break;
      case "ArrowUp":
        done = text && go(y - 1, x);
        break;
      case "ArrowLeft":
        done = (!text || whole || event.target.selectionEnd === 0) && !event.shiftKey && go(y, x - 1);
        break;
      case "ArrowRight":
        done = (!text || whole || event.target.selectionStart === event.target.value.length) && !event.shiftKey && go(y, x + 1);
        break;
      case "Escape":
        if (text && event.target.value !== first.get(event.target)) {
          event.target.value = first.get(event.target);
          event.target.dispatchEvent(new Event("input", { bubbles: true }));
          done = true;
        }
        break;
    }
    if (done) event.preventDefault();
  });

  grid.addEventListener("keypress", (event) => {
    if (event.key === "Enter" && place(event.target)) event.preventDefault(); // some send it by itself, and it would save
  });

  // A block from a spreadsheet: lines are rows, tabs are cells. One value alone is
  // pasted as the browser does it.
  grid.addEventListener("paste", (event) => {
    const at = place(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!at || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n");
    let left = 0;
    lines.forEach((line, dy) => {
      line.split("\t").forEach((value, dx) => {
        const cell = cells[at.y + dy]?.[at.x + dx];
        if (!cell) {
          left++;
          return;
        }
        const plain = value.trim();
        if (cell.tagName === "SELECT") {
          const choice = [...cell.options].find((o) => o.value === plain.toLowerCase() || o.text === plain);
          if (!choice) return;
          cell.value = choice.value;
        } else cell.value = plain;
        typed(cell, rows[at.y + dy], grid);
      });
    });
    tell();
    if (left > 0) state.textContent += " " + state.dataset.left.replace("%d", left);
  });

  grid.addEventListener("submit", () => (clean = true));
  window.addEventListener("beforeunload", (event) => {
    if (!clean) event.preventDefault();
  });
}

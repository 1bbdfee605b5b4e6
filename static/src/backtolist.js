// Coming back to a list, by Back or by its name over the customer, is coming back to
// the row that was opened, with the focus on it, and to what was in sight around it.
const box = () => document.getElementById("customer-list");

// place is the list's address without the customer that one comes back from.
function place() {
  const params = new URLSearchParams(location.search);
  params.delete("at");
  return `list ${location.pathname}?${params}`;
}

document.addEventListener("click", (event) => {
  const row = event.target.closest("#customer-list tbody a")?.closest("tr[id]");
  if (row) sessionStorage.setItem(place(), JSON.stringify({ row: row.id, top: box().scrollTop, y: scrollY }));
});

function restore() {
  const came = new URLSearchParams(location.search).has("at") || performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  const kept = JSON.parse(sessionStorage.getItem(place()) || "{}");
  if (!came || !box()) return;
  const row = box().querySelector('tr[aria-current="true"]') || document.getElementById(kept.row);
  if (!row) return;
  if (kept.row) {
    box().scrollTop = kept.top;
    scrollTo(0, kept.y);
  }
  row.querySelector(".cell-main a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

if (document.readyState === "complete") restore();
else addEventListener("load", () => requestAnimationFrame(restore));

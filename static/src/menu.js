// Menus are details elements: they open without script. This closes them at a
// click outside and at Escape, which also shuts the words of a "why" mark.
function shut(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => shut(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const mark of document.querySelectorAll(".why:hover, .why:focus")) mark.setAttribute("data-shut", "");
  const menu = document.activeElement?.closest("details[data-menu][open]");
  shut(null);
  menu?.querySelector("summary").focus();
});
document.addEventListener("focusin", (event) => {
  const open = document.querySelector("details[data-menu][open]");
  if (open && !open.contains(event.target)) shut(event.target);
});
for (const kind of ["mouseout", "focusout"]) {
  document.addEventListener(kind, (event) => event.target.closest?.(".why")?.removeAttribute("data-shut"));
}

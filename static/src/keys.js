// Ctrl/Cmd-K goes to the search in the top bar, from anywhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const search = document.getElementById("palette");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// A browser may keep a page as it stands and show it again at Back, without asking
// the server, although every answer says no-store. It may be a page of somebody who
// has logged out since: so it is put away unseen, and asked for anew.
window.addEventListener("pagehide", (event) => {
  if (event.persisted) document.documentElement.hidden = true;
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

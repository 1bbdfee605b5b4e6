// Native dialogs. A control with data-dialog="id" opens that dialog; content
// that htmx swaps into a dialog's data-dialog-body opens it; data-close, Escape
// and the server's closeDialog event close it. The browser gives focus back.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  if (event.target.closest("[data-close]")) {
    const dialog = event.target.closest("dialog");
    if (dialog) {
      event.preventDefault();
      dialog.close();
    }
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  // An answer that brings only parts beside the dialog leaves it shut.
  if (event.detail.xhr?.getResponseHeader("HX-Reswap") === "none") return;
  const body = event.detail.target?.closest?.("[data-dialog-body]");
  const dialog = body?.closest("dialog");
  if (dialog && !dialog.open && body.childElementCount > 0) dialog.showModal();
});

document.addEventListener("closeDialog", () => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
});

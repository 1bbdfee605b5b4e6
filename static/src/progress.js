// The bar itself comes from the server as markup over SSE. When the stream says
// that the work is done, the page that shows the result is loaded.
document.addEventListener("htmx:sseClose", (event) => {
  const box = event.target.closest?.("[data-done]");
  if (box && event.detail.type === "message") location.assign(box.dataset.done);
});

// Progress of a job; it loads with the part that shows one (data-script="progress").
// The bar itself comes from the server as markup over SSE. When the stream says
// that the work is done, the page that shows the result is loaded.
import "htmx-ext-sse";

document.addEventListener("htmx:sseClose", (event) => {
  const box = event.target.closest?.("[data-done]");
  if (box && event.detail.type === "message") location.assign(box.dataset.done);
});

// What stood here before this script did is not connected yet (samples never are).
for (const part of document.querySelectorAll("[sse-connect]:not([hx-disable] *)")) window.htmx.trigger(part, "htmx:afterProcessNode");

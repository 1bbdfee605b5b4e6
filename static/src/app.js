// The script of every page. Pages work without it; it makes them quicker. Each
// part stands in a file of its own and listens on the document, so that what
// htmx swaps in needs no wiring (htmx itself: see htmx.js). Nothing here writes markup from strings.
import "./back.js";
import "./busy.js";
import "./demand.js";
import "./dialog.js";
import "./focus.js";
import "./forms.js";
import "./menu.js";
import "./prefs.js";
import "./toasts.js";

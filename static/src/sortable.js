// SortableJS, for bands.js: it comes when somebody first moves a pointer or touches
// the page, so that who only reads does without.
import Sortable from "sortablejs";

window.wholesight.Sortable = Sortable;

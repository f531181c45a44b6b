/* Starts each script where the page asks for it. */
import { start as menu } from "./menu.js";
import { start as copy } from "./copy.js";
import { start as combobox } from "./combobox.js";
import { start as filedrop } from "./filedrop.js";
import { start as tableFilter } from "./table-filter.js";
import { start as pasteGrid } from "./paste-grid.js";
import { start as counter } from "./counter.js";
import { start as eventFields } from "./event-fields.js";
import { start as keep } from "./keep.js";
import { start as draft } from "./draft.js";
import { start as submitOnce } from "./submit-once.js";

const each = (selector, start) => document.querySelectorAll(selector).forEach(start);

menu();
copy();
each("[data-combobox]", combobox);
each("[data-drop]", filedrop);
each("[data-filter-table]", tableFilter);
each("textarea[data-limit]", counter);
keep();
each("[data-catalogue]", eventFields);
each("[data-paste-grid]", pasteGrid);
each("form[data-live]", draft);
each("form[data-once]", submitOnce);

/* Filters the rows of a table while one types; the text stands in the address. With more than one page the server is asked. */
import { word } from "./words.js";

const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

function remember(text) {
  const address = new URL(location.href);
  if (text) address.searchParams.set("q", text);
  else address.searchParams.delete("q");
  history.replaceState(history.state, "", address);
}

function byRows(form, input, table) {
  const rows = [...table.tBodies[0].rows];
  const texts = rows.map((row) => plain(row.textContent + (row.dataset.find ?? "")));
  const said = form.querySelector(".tablefilter__said");
  const apply = () => {
    const sought = plain(input.value);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !texts[index].includes(sought);
      if (!row.hidden) shown += 1;
    });
    said.textContent = sought ? `${word("rowsShown")} ${shown} / ${rows.length}` : "";
    remember(input.value.trim());
  };
  input.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  if (input.value) apply();
}

function byServer(form, input) {
  let timer = 0;
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(() => form.requestSubmit(), 500);
  });
  if (new URL(location.href).searchParams.has("q")) {
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  }
}

export function start(form) {
  const input = form.querySelector("input[type=search]");
  const table = document.getElementById(form.dataset.filterTable);
  if (form.dataset.filterBy === "server" || !table) byServer(form, input);
  else byRows(form, input, table);
}

/* A grid pasted from Excel or WPS. The text field stays the truth and is what the form sends; the table is its view. */
import { element, word } from "./words.js";

/** Tab-separated text as spreadsheets copy it: a cell with a line break or a tab stands in quotes. */
export function parse(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  const endCell = () => { row.push(cell.trim()); cell = ""; };
  const endRow = () => {
    endCell();
    if (row.some(Boolean)) rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') { cell += '"'; i += 1; }
    else if (c === '"' && (quoted || cell === "")) quoted = !quoted;
    else if (quoted) cell += c;
    else if (c === "\t") endCell();
    else if (c === "\n") endRow();
    else if (c !== "\r") cell += c;
  }
  endRow();
  return rows;
}

const written = (cell) => (/["\t\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);

class PasteGrid {
  constructor(box) {
    this.box = box;
    this.text = box.querySelector("textarea");
    this.frame = box.querySelector(".tableframe");
    this.body = box.querySelector("tbody");
    this.heads = [...box.querySelectorAll("th[data-key]")];
    this.keys = box.querySelector(".grid__keys");
    this.text.addEventListener("input", () => this.show());
    box.querySelector("[data-grid-add]").addEventListener("click", () => this.add());
    box.querySelector("[data-grid-clear]").addEventListener("click", () => this.clear());
    this.show();
  }

  show() {
    const rows = parse(this.text.value);
    const filled = rows.length > 0;
    this.body.replaceChildren(...rows.map((cells) => this.row(cells)));
    this.frame.hidden = !filled;
    this.keys.hidden = !filled;
    this.text.hidden = filled;
    this.number();
    this.check();
  }

  row(cells) {
    const row = element("tr");
    row.append(element("td", "num grid__number"));
    this.heads.forEach((head, index) => row.append(this.cell(head, cells[index] ?? "")));
    row.append(element("td", "grid__said"));
    return row;
  }

  cell(head, value) {
    const cell = element("td", head.classList.contains("num") ? "num" : "");
    const input = element("input");
    input.type = "text";
    input.value = value;
    input.setAttribute("aria-label", head.textContent);
    input.setAttribute("data-keep-not", "");
    input.addEventListener("input", () => this.write());
    input.addEventListener("paste", (event) => this.paste(event, input));
    cell.append(input);
    return cell;
  }

  paste(event, input) {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const row = input.closest("tr");
    const first = [...row.querySelectorAll("input")].indexOf(input);
    let here = row;
    parse(text).forEach((cells) => {
      if (!here) {
        here = this.row([]);
        this.body.append(here);
      }
      const inputs = here.querySelectorAll("input");
      cells.forEach((value, index) => {
        if (inputs[first + index]) inputs[first + index].value = value;
      });
      here = here.nextElementSibling;
    });
    this.number();
    this.write();
  }

  rows() {
    return [...this.body.rows].map((row) => [...row.querySelectorAll("input")].map((input) => input.value.trim()));
  }

  write() {
    this.text.value = this.rows().filter((cells) => cells.some(Boolean)).map((cells) => cells.map(written).join("\t")).join("\n");
    this.text.dispatchEvent(new Event("change", { bubbles: true }));
    this.check();
  }

  number() {
    [...this.body.rows].forEach((row, index) => { row.cells[0].textContent = index + 1; });
  }

  add() {
    this.body.append(this.row([]));
    this.number();
    this.body.lastElementChild.querySelector("input").focus();
  }

  clear() {
    this.text.value = "";
    this.show();
    this.text.dispatchEvent(new Event("change", { bubbles: true }));
    this.text.focus();
  }

  check() {
    if (!this.box.dataset.check) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 400);
  }

  async ask() {
    const rows = this.rows();
    if (!rows.length) return;
    const token = this.box.closest("form")?.querySelector("input[name=csrf_token]")?.value ?? "";
    this.request?.abort();
    this.request = new AbortController();
    try {
      const answer = await fetch(this.box.dataset.check, {
        method: "POST",
        signal: this.request.signal,
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ rows }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      (await answer.json()).rows.forEach((result, index) => this.mark(this.body.rows[index], result));
    } catch (problem) {
      if (problem.name !== "AbortError") this.body.rows[0].lastElementChild.textContent = word("unreachable");
    }
  }

  mark(row, result) {
    if (!row) return;
    const errors = result.errors ?? {};
    [...row.querySelectorAll("input")].forEach((input, index) => {
      const wrong = String(index) in errors;
      input.parentElement.classList.toggle("is-wrong", wrong);
      input.toggleAttribute("aria-invalid", wrong);
    });
    const said = row.lastElementChild;
    said.textContent = result.ok ? result.note || word("rowGood") : Object.values(errors).join(" ");
    said.classList.toggle("is-wrong", !result.ok);
  }
}

export function start(box) {
  new PasteGrid(box);
}

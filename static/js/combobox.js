/* A search box over a JSON address (ARIA combobox). Without this script the typed text is sent and the server looks it up. */
import { element, say, word } from "./words.js";

const WAIT = 120;

class Combobox {
  constructor(box) {
    this.box = box;
    this.address = box.dataset.combobox;
    this.input = box.querySelector("input[type=text]");
    this.id = box.querySelector("input[type=hidden]");
    this.list = box.querySelector("[role=listbox]");
    this.note = box.querySelector(".combo__note");
    this.items = [];
    this.at = -1;
    this.describe();
    this.listen();
  }

  describe() {
    const input = this.input;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
  }

  listen() {
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.input.addEventListener("click", () => {
      if ("browse" in this.input.dataset && !this.input.value) this.look();
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Number(option.dataset.index));
    });
  }

  typed() {
    this.id.value = "";
    this.note.textContent = "";
    this.look();
  }

  /** While an answer is on its way the list shows what an earlier text found: nothing is chosen from it. */
  wait(on) {
    this.input.setAttribute("aria-busy", String(on));
  }

  look() {
    clearTimeout(this.timer);
    this.wait(false);
    const text = this.input.value.replace(/['’\s]+/g, "");
    if (!text && !("browse" in this.input.dataset)) {
      this.close();
      return;
    }
    this.wait(true);
    this.timer = setTimeout(() => this.search(text), WAIT);
  }

  async search(text) {
    this.request?.abort();
    this.request = new AbortController();
    const joint = this.address.includes("?") ? "&" : "?";
    const asked = new URLSearchParams({ q: text, ...this.along() });
    try {
      const answer = await fetch(`${this.address}${joint}${asked}`, {
        signal: this.request.signal,
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.show((await answer.json()).items);
    } catch (problem) {
      if (problem.name === "AbortError") return;
      this.wait(false);
      this.close();
      this.note.textContent = word("unreachable");
    }
  }

  /** What another field of the form says, sent along: what is offered depends on it. */
  along() {
    const other = this.input.dataset.with;
    const field = other && this.input.form?.elements[other];
    return field?.value ? { [other]: field.value } : {};
  }

  show(items) {
    this.wait(false);
    this.items = items;
    this.at = -1;
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.list.hidden = items.length === 0;
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.note.textContent = items.length ? "" : word("noneFound");
    if (items.length) {
      say(`${word("found")} ${items.length}`);
      this.move(0);
    }
  }

  option(item, index) {
    const row = element("li");
    row.id = `${this.list.id}-${index}`;
    row.dataset.index = index;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.append(element("span", "combo__label", item.label));
    const detail = [item.code, item.note].filter(Boolean).join(" · ");
    if (detail) row.append(element("span", "combo__detail", detail));
    return row;
  }

  move(index) {
    const rows = this.list.children;
    if (!rows.length) return;
    rows[this.at]?.setAttribute("aria-selected", "false");
    this.at = (index + rows.length) % rows.length;
    rows[this.at].setAttribute("aria-selected", "true");
    rows[this.at].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", rows[this.at].id);
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && this.input.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    if (this.list.hidden) {
      if (event.key === "ArrowDown") this.look();
      return;
    }
    if (event.key === "ArrowDown") this.move(this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at - 1);
    else if (event.key === "Enter") this.choose(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  choose(index) {
    const item = this.items[index];
    if (!item) return;
    this.input.value = item.label;
    this.id.value = item.id;
    this.note.textContent = [item.code, item.note].filter(Boolean).join(" · ");
    this.close();
    this.id.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export function start(box) {
  new Combobox(box);
}

/* The fields of a record: only what the chosen behaviour asks for. Without this script all of them stand there. */
import { element } from "./words.js";

class EventFields {
  constructor(box) {
    this.form = box.closest("form");
    this.catalogue = JSON.parse(box.dataset.catalogue);
    this.note = box.querySelector("[data-behaviour-note]");
    this.id = box.querySelector("input[name=behaviour_id]");
    this.severity = this.form.elements.severity;
    this.severities = [...this.severity.options].map((option) => [option.value, option.textContent]);
    this.id.addEventListener("change", () => this.show());
    box.addEventListener("input", () => this.show());
    this.replaceOnly();
    this.show();
  }

  show() {
    const chosen = this.catalogue[this.id.value];
    const needs = new Set(chosen?.needs ?? []);
    this.note.textContent = chosen?.note ?? "";
    if (chosen) this.id.closest(".combo").querySelector(".combo__note").textContent = "";
    this.form.querySelectorAll("[data-needs]").forEach((part) => this.ask(part, needs.has(part.dataset.needs)));
    this.form.querySelectorAll("[data-may]").forEach((part) => {
      const needed = part.dataset.may.split(" ").some((name) => needs.has(name));
      part.querySelectorAll(".field__optional").forEach((mark) => { mark.hidden = needed; });
    });
    this.offer(chosen?.severities ?? []);
    const unit = this.form.querySelector("[data-needs=quantity] .affix__unit");
    if (unit) unit.textContent = chosen?.unit ?? "";
  }

  ask(part, needed) {
    part.hidden = !needed;
    part.querySelectorAll("input, select").forEach((field) => { field.disabled = !needed; });
  }

  offer(codes) {
    const kept = this.severity.value;
    const offered = this.severities.filter(([value]) => !value || !codes.length || codes.includes(value));
    this.severity.replaceChildren(...offered.map(([value, text]) => {
      const option = element("option", "", text);
      option.value = value;
      option.selected = value === kept;
      return option;
    }));
  }

  replaceOnly() {
    const part = this.form.querySelector("[data-if='replace=yes']");
    if (!part) return;
    const apply = () => { part.hidden = this.form.elements.replace.value === "no"; };
    this.form.addEventListener("change", apply);
    apply();
  }
}

export function start(box) {
  new EventFields(box);
}

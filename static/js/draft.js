/* A draft of rules while it is typed: after a short pause its checks and its effect are asked for.

One question at a time; an answer to what is no longer typed is ignored and the latest is asked. Only the panel and the
notes beside the fields are replaced: what is typed and where the cursor stands is never touched. */
import { word } from "./words.js";

const PAUSE = 350;
/* Another window of the same person has asked something newer. */
const OVERTAKEN = Symbol("overtaken");

class Live {
  constructor(form) {
    this.form = form;
    this.panel = document.getElementById("draft-panel");
    this.typed = 0;
    this.busy = false;
    this.timer = 0;
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", (event) => this.changed(event.target));
    form.addEventListener("submit", () => clearTimeout(this.timer));
    if (this.differs()) this.later();
  }

  /* Something was typed before this script ran, or was kept from an earlier visit. */
  differs() {
    return [...this.form.elements].some((field) => {
      if (field.options) return [...field.options].some((o) => o.selected !== o.defaultSelected) && field.selectedIndex > 0;
      if (field.type === "checkbox") return field.checked !== field.defaultChecked;
      return field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
    });
  }

  changed(field) {
    if ("reshape" in field.dataset) {
      const save = this.form.querySelector("button[data-save]");
      this.form.requestSubmit(save);
    } else {
      this.later();
    }
  }

  later() {
    this.typed += 1;
    this.panel.setAttribute("aria-busy", "true");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    if (this.busy) return;
    this.busy = true;
    const asked = this.typed;
    const answer = await this.answer();
    this.busy = false;
    if (asked !== this.typed) this.ask();
    else if (answer !== OVERTAKEN) this.show(answer);
  }

  async answer() {
    try {
      const body = new URLSearchParams(new FormData(this.form));
      const response = await fetch(this.form.dataset.live, { method: "POST", body });
      if (response.status === 409) return OVERTAKEN;
      if (!response.ok) return null;
      return new DOMParser().parseFromString(await response.text(), "text/html");
    } catch (unreachable) {
      return null;
    }
  }

  show(answer) {
    this.panel.removeAttribute("aria-busy");
    const fresh = answer && answer.getElementById("draft-panel");
    const said = document.getElementById("draft-said");
    if (!fresh) {
      if (said) said.textContent = word("unreachable");
      return;
    }
    const open = new Set([...this.panel.querySelectorAll("details[open]")].map((fold) => fold.id));
    this.panel.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
    this.panel.querySelectorAll("details").forEach((fold) => { if (fold.id && open.has(fold.id)) fold.open = true; });
    this.beside();
  }

  beside() {
    const said = {};
    this.panel.querySelectorAll("[data-problem-at]").forEach((line) => {
      const at = line.dataset.problemAt;
      said[at] = [...(said[at] ?? []), line.dataset.problem];
    });
    this.form.querySelectorAll("[data-problem-of]").forEach((note) => {
      const words = (said[note.dataset.problemOf] ?? []).join(" ");
      note.textContent = words;
      note.hidden = !words;
      const field = this.form.elements[note.dataset.problemOf];
      if (field && field.setAttribute) {
        if (words) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
    });
  }
}

/* A link to a field opens the folds around it. */
function openAround() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (target) {
    target.scrollIntoView({ block: "center" });
    if (target.matches("input, select, textarea")) target.focus();
  }
}

/* What was open stays open when the page comes back from saving. */
function keepOpen(form) {
  const key = `open:${location.pathname}${location.search.replace(/[?&]open=[^&]*/, "")}`;
  const folds = () => [...form.querySelectorAll("details[id]")];
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if (kept) folds().forEach((fold) => { fold.open = fold.open || kept.includes(fold.id); });
    form.addEventListener("submit", () => {
      sessionStorage.setItem(key, JSON.stringify(folds().filter((fold) => fold.open).map((fold) => fold.id)));
    });
  } catch (refused) { /* storage is switched off: articles close */ }
}

export function start(form) {
  new Live(form);
  keepOpen(form);
  window.addEventListener("hashchange", openAround);
  openAround();
}

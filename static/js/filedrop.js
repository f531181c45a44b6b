/* Files by choosing, dropping or the camera, listed one by one; the plain file field carries them all. */
import { element, say, word } from "./words.js";

const MEGABYTE = 1024 * 1024;

const size = (bytes) =>
  bytes < MEGABYTE ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;

class FileDrop {
  constructor(drop) {
    this.drop = drop;
    this.input = drop.querySelector("input[type=file]");
    this.list = drop.querySelector(".drop__list");
    this.template = drop.querySelector("template");
    this.limit = Number(drop.dataset.maxMb ?? Infinity) * MEGABYTE;
    this.entries = [];
    this.input.addEventListener("change", () => this.take(this.input.files));
    this.dropping();
    if (matchMedia("(pointer: coarse)").matches && drop.dataset.camera) this.camera();
  }

  dropping() {
    const over = (on) => (event) => {
      event.preventDefault();
      this.drop.classList.toggle("is-over", on);
    };
    this.drop.addEventListener("dragover", over(true));
    this.drop.addEventListener("dragleave", over(false));
    this.drop.addEventListener("drop", (event) => {
      over(false)(event);
      this.take(event.dataTransfer.files);
    });
  }

  camera() {
    const eye = element("input");
    eye.type = "file";
    eye.accept = "image/*";
    eye.setAttribute("capture", "environment");
    eye.hidden = true;
    const button = element("button", "button", this.drop.dataset.camera);
    button.type = "button";
    button.addEventListener("click", () => eye.click());
    eye.addEventListener("change", () => {
      this.take(eye.files);
      eye.value = "";
    });
    this.drop.querySelector(".drop__zone").prepend(button, eye);
  }

  take(files) {
    const fresh = [...files].filter((file) => !this.entries.some((e) => this.same(e.file, file)));
    const added = fresh.map((file) => ({ file, row: this.row(file) }));
    this.entries = this.input.multiple ? [...this.entries, ...added] : added.slice(-1);
    this.list.replaceChildren(...this.entries.map((entry) => entry.row));
    this.write();
    say(this.entries.map((entry) => entry.file.name).join(", "));
  }

  same(a, b) {
    return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
  }

  row(file) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    const tooLarge = file.size > this.limit;
    row.querySelector(".drop__name").textContent = file.name;
    row.querySelector(".drop__size").textContent =
      tooLarge ? `${size(file.size)} · ${word("tooLarge")}` : size(file.size);
    row.classList.toggle("is-wrong", tooLarge);
    row.querySelector("[data-remove]").addEventListener("click", () => this.remove(file));
    const party = row.querySelector("select");
    party?.addEventListener("change", () => {
      const reason = row.querySelector("input[type=text]");
      reason.hidden = party.value !== "no";
      if (!reason.hidden) reason.focus();
    });
    return row;
  }

  remove(file) {
    const gone = this.entries.find((entry) => entry.file === file);
    this.entries = this.entries.filter((entry) => entry !== gone);
    gone.row.remove();
    this.write();
    this.input.focus();
  }

  write() {
    const carrier = new DataTransfer();
    this.entries.forEach((entry) => carrier.items.add(entry.file));
    this.input.files = carrier.files;
    this.drop.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

export function start(drop) {
  new FileDrop(drop);
}

/* What was typed survives log-out, a lost session and a changed form.

A draft is kept on this computer for each person, address and form; files, passwords and hidden fields are not.
It ends when the form was sent and the next page says it is done, or is another page that is neither an error nor the
log-in. The same form without such a word keeps its draft: rather once too often than lost. */
import { element, word } from "./words.js";

const LIFE = 7 * 24 * 3600 * 1000;
const PENDING = "draft-sent";

const person = document.body.dataset.actor ?? "";
const keyOf = (form) => `draft:${person}:${location.pathname}:${form.dataset.keep}`;

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < LIFE ? draft : null;
  } catch (unreadable) {
    return null;
  }
}

function write(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch (full) { /* the form works without a draft */ }
}

const kept = (field) =>
  field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type) && !field.closest("[data-keep-not]");

function fields(form) {
  return [...form.elements].filter(kept);
}

function identities(form) {
  return [...form.querySelectorAll(".combo input[type=hidden]")];
}

const labelOf = (field) =>
  (field.closest("fieldset.field")?.querySelector("legend") ?? field.labels?.[0])?.textContent.trim() ?? "";

function values(form) {
  const all = {};
  for (const field of [...fields(form), ...identities(form)]) {
    const choice = field.type === "checkbox" || field.type === "radio";
    all[field.name] = all[field.name] ?? [];
    if (!choice || field.checked) all[field.name].push(field.value);
  }
  return all;
}

function fill(form, draft) {
  const at = {};
  for (const field of [...fields(form), ...identities(form)]) {
    const typed = draft[field.name];
    if (!typed) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = typed.includes(field.value);
    } else {
      at[field.name] = at[field.name] ?? 0;
      field.value = typed[at[field.name]] ?? "";
      at[field.name] += 1;
    }
    if (field.type !== "hidden" && !field.closest(".combo")) field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const stamp = (time) => {
  const two = (n) => String(n).padStart(2, "0");
  const d = new Date(time);
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`;
};

function leftovers(form, draft) {
  const here = new Set([...form.elements].map((field) => field.name));
  const lost = Object.entries(draft.values).filter(([name, typed]) => !here.has(name) && typed.join("").trim());
  if (!lost.length) return [];
  const list = element("dl");
  lost.forEach(([name, typed]) => list.append(element("dt", "", draft.labels?.[name] || name), element("dd", "", typed.join(" · "))));
  return [element("p", "", word("leftover")), list];
}

function tell(form, draft, key, fresh) {
  const box = element("div", "notice notice--info kept");
  const body = element("div", "notice__body");
  const discard = element("button", "button button--quiet", word("discard"));
  discard.type = "button";
  discard.addEventListener("click", () => {
    localStorage.removeItem(key);
    fill(form, fresh);
    box.remove();
  });
  body.append(element("p", "", `${word("restored")} ${stamp(draft.at)}`), ...leftovers(form, draft));
  if (draft.files.length) body.append(element("p", "", `${word("filesAgain")} ${draft.files.join(", ")}`));
  body.append(discard);
  box.append(body);
  form.prepend(box);
}

function draftOf(form) {
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files].map((file) => file.name));
  const labels = Object.fromEntries(fields(form).map((field) => [field.name, labelOf(field)]));
  return { at: Date.now(), values: values(form), labels, files };
}

function watch(form) {
  const key = keyOf(form);
  const fresh = values(form);
  const draft = read(key);
  if (draft && !("errors" in form.dataset) && JSON.stringify(draft.values) !== JSON.stringify(fresh)) {
    fill(form, draft.values);
    tell(form, draft, key, fresh);
  }
  const save = () => write(key, draftOf(form));
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  form.addEventListener("submit", () => {
    save();
    sessionStorage.setItem(PENDING, key);
  });
}

function settle() {
  const key = sessionStorage.getItem(PENDING);
  if (!key) return;
  sessionStorage.removeItem(PENDING);
  const failed = document.querySelector("form[data-errors], [data-status], input[type=password]");
  const here = [...document.querySelectorAll("form[data-keep]")].some((form) => keyOf(form) === key);
  const done = !failed && (!here || document.querySelector(".notice--ok"));
  if (done) localStorage.removeItem(key);
}

function forgetOld() {
  Object.keys(localStorage)
    .filter((key) => key.startsWith("draft:") && !read(key))
    .forEach((key) => localStorage.removeItem(key));
}

export function start() {
  try {
    settle();
    forgetOld();
    document.querySelectorAll("form[data-keep]").forEach(watch);
  } catch (refused) { /* storage is switched off: nothing is kept */ }
}

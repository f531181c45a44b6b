/* Copies a code whole, without its reading gaps; works on plain http too. */
import { say, word } from "./words.js";

function copyBySelection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

async function copied(text) {
  if (!navigator.clipboard) return copyBySelection(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    return copyBySelection(text);
  }
}

export function start() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const done = await copied(button.dataset.copy);
    const label = button.dataset.label ?? button.textContent;
    button.dataset.label = label;
    const answer = word(done ? "copied" : "copyFailed");
    button.textContent = answer;
    say(answer);
    button.focus();
    setTimeout(() => { button.textContent = label; }, 2500);
  });
}

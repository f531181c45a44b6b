/* A form is sent once: a second press while the first is on its way does nothing. */
import { say, word } from "./words.js";

export function start(form) {
  let sent = false;
  let label = "";
  let pressed = null;

  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    pressed = event.submitter;
    if (!pressed) return;
    label = pressed.textContent;
    pressed.textContent = word("sending");
    pressed.setAttribute("aria-disabled", "true");
    say(word("sending"));
  });

  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || !pressed) return;
    sent = false;
    pressed.textContent = label;
    pressed.removeAttribute("aria-disabled");
  });
}

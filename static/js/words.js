/* The words scripts need, in the language of the page; and a voice for screen readers. */
const store = document.getElementById("words");

export const word = (name) => store?.dataset[name] ?? "";

export function say(text) {
  const line = document.getElementById("say");
  if (line) line.textContent = text;
}

export function element(tag, css, text) {
  const made = document.createElement(tag);
  if (css) made.className = css;
  if (text !== undefined) made.textContent = text;
  return made;
}

/* Counts the characters of a text against its limit. */
export function start(area) {
  const shown = document.querySelector(`[data-count-for="${area.id}"]`);
  if (!shown) return;
  const limit = Number(area.dataset.limit);
  const count = () => {
    const length = [...area.value].length;
    shown.textContent = length;
    shown.parentElement.classList.toggle("is-over", length > limit);
  };
  area.addEventListener("input", count);
  count();
}

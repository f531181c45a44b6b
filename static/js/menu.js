/* The menu of a narrow screen, and the user's card that closes when one looks elsewhere. */
function narrowMenu() {
  const key = document.querySelector(".menu-key");
  const menu = document.getElementById("menu");
  if (!key || !menu) return;
  key.addEventListener("click", () => {
    const open = menu.classList.toggle("is-open");
    key.setAttribute("aria-expanded", String(open));
  });
}

function userCard() {
  const card = document.querySelector("details.user");
  if (!card) return;
  document.addEventListener("click", (event) => {
    if (!card.contains(event.target)) card.open = false;
  });
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    card.open = false;
    card.querySelector("summary").focus();
  });
}

export function start() {
  narrowMenu();
  userCard();
}

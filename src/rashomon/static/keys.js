// What the letters do on the pages of the report and the board.

const letters = {
  next: () => step(1),
  previous: () => step(-1),
  help: () => help.showModal(),
  find: async () => {
    if (state.view !== "points") await go("points");
    filters?.elements.q.focus();
  },
};

function step(by) {
  if (state.view === "points") stepPoint(by);
  else if (state.view === "texts") stepDifference(by);
}

document.addEventListener("keydown", (event) => {
  if (help.open || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = typingIn(event.target);
  if (event.key === "Escape" && isOpen()) {
    event.preventDefault();
    closeDrawer();
  } else if (event.key === "Escape" && typing) escapeField(event);
  else if (event.key === "Enter" && event.target.matches?.(".prose mark")) openEvidence(mainClaim(event.target), event.target);
  else if (!typing && letters[actOf(event.key)]) {
    event.preventDefault();
    letters[actOf(event.key)]();
  }
});

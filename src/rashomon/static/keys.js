// Keys, the sheet that tells them, and the start. Single letters can be switched off (WCAG 2.1.4).

const help = byId("help");
const keysOn = byId("keys-on");

byId("help-button").addEventListener("click", () => help.showModal());
byId("help-close").addEventListener("click", () => help.close());

const letters = {
  j: () => state.view === "points" && stepPoint(1),
  k: () => state.view === "points" && stepPoint(-1),
  n: () => state.view === "texts" && stepDifference(1),
  p: () => state.view === "texts" && stepDifference(-1),
  "?": () => help.showModal(),
  "/": () => {
    if (state.view !== "points") go("points");
    filters?.elements.q.focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (help.open || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches?.("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape" && isOpen()) {
    event.preventDefault();
    closeDrawer();
  } else if (event.key === "Escape" && typing) event.target.blur();
  else if (event.key === "Enter" && event.target.matches?.(".prose mark")) openEvidence(mainClaim(event.target), event.target);
  else if (!typing && keysOn.checked && letters[event.key]) {
    event.preventDefault();
    letters[event.key]();
  }
});

follow();

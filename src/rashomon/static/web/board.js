// ---- the workbench: from every piece of evidence to the page where it can be corrected; what a person judged says so

const judgedPoints = new Set(JSON.parse(byId("judged").textContent));
for (const row of rows) {
  if (!judgedPoints.has(row.id)) continue;
  row.querySelector(".facts")?.append(" ", make("a", { class: "by-hand", href: "/points/" + row.id }, "✎ judged by a person"));
}

for (const card of all(".card[id^='actor-']")) {
  const name = card.querySelector("h3");
  name?.append(" ", make("a", { class: "note", href: "/actors/" + card.id.slice("actor-".length), "aria-label": "correct " + name.textContent }, "correct"));
}

function offerCheck() {
  const actions = byId("drawer-body").querySelector(".actions");
  if (!actions || !state.claim || actions.querySelector(".check")) return;
  actions.append(make("a", { class: "check", href: "/points/" + state.claim }, "Check and correct"));
}
new MutationObserver(offerCheck).observe(byId("drawer-body"), { childList: true });
if (isOpen()) offerCheck();

letters.c = () => { if (isOpen() && state.claim) location.assign("/points/" + state.claim); };
letters.r = () => location.assign("/review");

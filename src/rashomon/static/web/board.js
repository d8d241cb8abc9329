// ---- what only the board can: judge from the evidence, and lead to the page where more can be put right

Object.assign(letters, {
  check: () => { if (isOpen() && state.claim) location.assign("/points/" + state.claim); },
  review: () => location.assign("/review"),
  search: () => location.assign("/search"),
  right: () => answer("accept"),
  wrong: () => answer("reject"),
  undo: () => takeBack(),
});

const whyInFull = (a, b) => make("a", { class: "in-full", href: `/why?a=${a}&b=${b}` }, " why, in full");

const answers = []; // of this page, the last one last
const undecided = () => all(".whys li", drawer).find((item) => !item.dataset.answered && !("judged" in item.dataset));

async function post(address, fields) {
  const body = new URLSearchParams([...fields, ["later", "yes"]]);
  const sent = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!sent.ok) throw new Error(String(sent.status));
  document.dispatchEvent(new Event("judged"));
  return (await sent.json()).judgement;
}

let turn = Promise.resolve(); // one after the other, however fast the keys: what is taken back is what was answered last
const inTurn = (work) => { turn = turn.then(work); };

function answer(action, item = undecided()) {
  if (!isOpen() || !item || item.dataset.answered) return;
  item.dataset.answered = action; // at once: a key held down answers once
  decided.set(item.dataset.pair, action);
  inTurn(() => keep(action, item.dataset.pair));
}

async function keep(action, pair) {
  const fields = [["action", action], ...pair.split(" ").map((claim) => ["claim", claim])];
  try {
    answers.push({ id: await post("/judge", fields), pair });
    say(action === "accept" ? "Kept." : "Undone.");
  } catch {
    decided.delete(pair);
    say("That could not be kept. Open the page again.");
  }
  showAnswers();
}

const takeBack = () => inTurn(async () => {
  const last = answers.pop();
  if (!last) return;
  try {
    await post("/undo", [["id", last.id]]);
    decided.delete(last.pair);
    say("Taken back.");
  } catch {
    answers.push(last);
    say("That could not be taken back. Open the page again.");
  }
  showAnswers();
});

const decided = new Map(); // pair of claims: what was answered on this page

function showAnswers() {
  for (const item of all(".whys li", drawer)) {
    const action = decided.get(item.dataset.pair);
    if (action) item.dataset.answered = action;
    else delete item.dataset.answered;
    item.querySelector(".answer")?.remove();
    item.append(action ? judgedLine(action) : buttonsFor(item));
  }
  undecided()?.classList.add("now");
  for (const item of all(".whys li[data-answered]", drawer)) item.classList.remove("now");
}

function judgedLine(action) {
  const line = make("span", { class: "answer" }, make("span", { class: "by-hand" }, action === "accept" ? "✎ kept by you" : "✎ not the same, says you"));
  const back = make("button", { type: "button", class: "quiet" }, "Take back");
  back.addEventListener("click", takeBack);
  line.append(" ", back);
  return line;
}

function buttonsFor(item) {
  const line = make("span", { class: "answer" });
  for (const [act, action, words] of [["right", "accept", "Same"], ["wrong", "reject", "Not the same"]]) {
    const button = make("button", { type: "button" }, words + " ", make("kbd", { "data-act": act }, keyOf(act)));
    button.addEventListener("click", () => answer(action, item));
    line.append(button, " ");
  }
  return line;
}

function offer() {
  const actions = byId("drawer-body").querySelector(".actions");
  if (!actions || !state.claim || actions.querySelector(".check")) return;
  actions.append(make("a", { class: "check", href: "/points/" + state.claim }, "Check and correct"));
  showAnswers();
}
new MutationObserver(offer).observe(byId("drawer-body"), { childList: true });
if (isOpen()) offer();

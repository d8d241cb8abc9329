// Long work, on every page: a line of words for everyone, spoken when there is something new to say, not at every tick.

const find = (id) => document.getElementById(id);
const work = find("work");
const words = find("work-words");
let spoken = { at: 0, step: "" };
document.documentElement.classList.add("scripted");

function share({ step, counts }) {
  const [done, total] = counts[step === "read" ? "read" : "compare"] ?? [0, 0];
  if (step === "ingest" || !total) return null;
  return step === "read" ? (70 * done) / total : 70 + (30 * done) / total;
}

function tell(state) {
  const now = performance.now();
  work.hidden = !state.busy && state.phase !== "failed" && state.phase !== "cancelled";
  work.classList.toggle("failed", state.phase === "failed");
  find("work-cancel").hidden = !state.busy;
  const bar = find("work-bar");
  bar.hidden = !state.busy;
  const part = share(state);
  if (part === null) bar.removeAttribute("value");
  else bar.value = part;
  if (state.step === spoken.step && now - spoken.at < 4000 && state.busy) return;
  words.textContent = state.words;
  spoken = { at: now, step: state.step };
}

function untouched() {
  return [...document.querySelectorAll("main input:not([type=hidden]), main textarea")]
    .every((field) => field.type === "checkbox" || field.value === field.defaultValue);
}

// A page about the accounts themselves follows the work; any other keeps what is being read, and offers the new.
function finished(state) {
  if (state.comparison === Number(document.body.dataset.comparison)) return;
  const follows = location.pathname === "/add" || find("waiting") !== null;
  if (follows && untouched()) location.reload();
  else if (location.pathname !== "/review") {
    work.hidden = false;
    words.textContent = state.words;
    find("work-fresh").hidden = false;
  }
}

let source = null;

function watch() {
  if (source) return;
  source = new EventSource("/progress/events");
  let added = null;
  source.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    tell(state);
    if (location.pathname === "/add" && added !== null && state.added !== added && state.busy && untouched()) location.reload();
    added = state.added;
    if (!state.busy) {
      source.close();
      source = null;
      finished(state);
    }
  });
}
if (document.body.dataset.busy === "yes") watch();
document.addEventListener("judged", watch);

find("work-fresh").addEventListener("click", (event) => {
  event.preventDefault();
  location.reload();
});

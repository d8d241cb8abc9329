// The claim matrix: filters, and one tab stop from which arrows walk the cells.

const matrix = byId("matrix");
const filters = byId("filters");
let rows = matrix ? all(".row", matrix) : [];

async function applyFilters() {
  if (!matrix) return;
  fillForm();
  matrix.classList.toggle("marks-only", Boolean(state.marks));
  const sifted = await sift(state);
  if (!sifted) return; // a later question has been asked meanwhile
  const { found, total } = sifted;
  byId("found").textContent = (found === total ? "" : `${found.toLocaleString("en")} of `) + `${total.toLocaleString("en")} point${total === 1 ? "" : "s"}`;
  byId("none").hidden = found > 0;
  keepOneTabStop();
}

function fillForm() {
  const chosen = state.status?.split(",");
  for (const box of all("[name=status]", filters)) box.checked = !chosen || chosen.includes(box.value);
  filters.elements.kind.value = state.kind ?? "";
  filters.elements.account.value = state.account ?? "";
  if (filters.elements.actor) filters.elements.actor.value = state.actor ?? "";
  filters.elements.sort.value = state.sort ?? "";
  if (document.activeElement !== filters.elements.q) filters.elements.q.value = state.q ?? "";
  filters.elements.marks.checked = Boolean(state.marks);
}

function readForm() {
  const boxes = all("[name=status]", filters);
  const chosen = boxes.filter((box) => box.checked);
  state.status = chosen.length === boxes.length ? undefined : chosen.map((box) => box.value).join(",") || "none";
  state.kind = filters.elements.kind.value || undefined;
  state.account = filters.elements.account.value || undefined;
  state.actor = filters.elements.actor?.value || undefined;
  state.sort = filters.elements.sort.value || undefined;
  state.q = filters.elements.q.value.trim() || undefined;
  state.marks = filters.elements.marks.checked ? "1" : undefined;
  applyFilters();
  remember();
}

filters?.addEventListener("input", readForm);
filters?.addEventListener("submit", (event) => event.preventDefault());
byId("clear")?.addEventListener("click", () => {
  for (const name of FILTERS) if (name !== "sort") state[name] = undefined;
  filters.elements.q.value = "";
  applyFilters();
  remember();
  filters.elements.q.focus();
});

// ---- one tab stop

let stop = null;
const focusable = (cell) => cell.querySelector(".cell") ?? cell;
const visibleRows = () => rows.filter((row) => !row.hidden);

function keepOneTabStop() {
  if (stop?.isConnected && !stop.closest(".row")?.hidden) return;
  const first = visibleRows()[0];
  if (first) setStop(focusable(first.cells[0]));
}

function setStop(element) {
  if (stop) stop.tabIndex = -1;
  stop = element;
  stop.tabIndex = 0;
}

const cellAt = (row, column) => row.cells[Math.min(column, row.cells.length - 1)];

function stepTo(row, column) {
  const element = focusable(cellAt(row, column));
  setStop(element);
  element.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  element.closest("th, td").scrollIntoView({ block: "nearest", inline: "nearest" });
}

function moveInMatrix(event) {
  const cell = event.target.closest(".row > th, .row > td");
  if (!cell || event.altKey || event.metaKey) return;
  const shown = visibleRows();
  const at = shown.indexOf(cell.parentElement);
  const column = cell.cellIndex;
  const last = shown.length - 1;
  const width = cell.parentElement.cells.length - 1;
  const moves = {
    ArrowDown: [at + 1, column], ArrowUp: [at - 1, column],
    ArrowRight: [at, column + 1], ArrowLeft: [at, column - 1],
    PageDown: [at + 10, column], PageUp: [at - 10, column],
    Home: [event.ctrlKey ? 0 : at, 0], End: [event.ctrlKey ? last : at, width],
  };
  if (event.key === "Enter" && !cell.querySelector(".cell")) cell.parentElement.cells[0].querySelector(".cell").click();
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  if (move[0] > last && event.key !== "End") return void more().then((grown) => grown && stepTo(visibleRows()[at + 1], column));
  stepTo(shown[Math.min(Math.max(move[0], 0), last)], Math.max(move[1], 0));
}

// The roles of a grid belong to the keys that walk it: without the script it is a plain table.
function rowsChanged() {
  rows = all(".row", matrix);
  for (const body of all("thead, tbody", matrix)) body.setAttribute("role", "rowgroup");
  for (const row of all("tr:not([role])", matrix)) {
    row.setAttribute("role", "row");
    for (const cell of row.cells) {
      cell.setAttribute("role", cell.matches("thead th") ? "columnheader" : cell.matches("th") ? "rowheader" : "gridcell");
      if (row.matches(".row")) focusable(cell).tabIndex = -1;
    }
  }
}

if (matrix) {
  matrix.setAttribute("role", "grid");
  rowsChanged();
  matrix.addEventListener("keydown", moveInMatrix);
  matrix.addEventListener("focusin", (event) => {
    const cell = event.target.closest(".row > th, .row > td");
    if (cell) setStop(focusable(cell));
  });
}

// The point before or after the one that is open or focused; with the drawer open its evidence follows.
async function stepPoint(by) {
  let shown = visibleRows();
  if (!shown.length) return;
  const here = byId(state.point)?.closest(".row") ?? document.activeElement.closest?.(".row");
  const at = here ? shown.indexOf(here) + by : 0;
  if (at >= shown.length && (await more())) shown = visibleRows();
  const row = shown[Math.min(Math.max(at, 0), shown.length - 1)];
  if (isOpen()) {
    row.scrollIntoView({ block: "nearest" });
    const link = row.cells[0].querySelector(".cell");
    openEvidence(link.hash.slice(3), link, { point: row.id, focus: false });
  } else stepTo(row, 0);
}

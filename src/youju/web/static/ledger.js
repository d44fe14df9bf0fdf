// The ledger tab: what is chosen is asked for at the server, which returns the parts of the page.
// Run by Gradio when the tab is first opened, with `element`, `server`.

const root = element.querySelector(".yj-ledger");
const form = root.querySelector("form");
const body = root.querySelector(".yj-ledger-body");
const part = (name) => root.querySelector(name);
const state = { view: "figures", page: 0, address: "" };
const LOST = "没有取到：与程序的连接断了。请刷新页面再试。";
let latest = 0;

const asked = () => ({ ...Object.fromEntries(new FormData(form)), ...state });

function note(text) {
  part(".yj-tally").textContent = text;
}

async function look({ keepPlace = false, fresh = false } = {}) {
  const turn = ++latest;
  const place = body.scrollTop;
  root.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => note("正在查找…"), 400);
  try {
    const answer = await server.ledger_view({ ...asked(), fresh });
    if (turn === latest) show(answer, keepPlace ? place : 0);
  } catch {
    if (turn === latest) note(LOST);
  } finally {
    clearTimeout(slow);
    if (turn === latest) root.removeAttribute("aria-busy");
  }
}

function show(answer, place) {
  root.dataset.view = state.view;
  state.page = answer.page ?? 0;
  for (const button of root.querySelectorAll(".yj-view")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  }
  for (const count of root.querySelectorAll("[data-count]")) {
    count.textContent = answer[count.dataset.count] ?? "";
  }
  for (const select of form.querySelectorAll("[data-choices]")) {
    const choices = answer[select.dataset.choices];
    if (choices && document.activeElement !== select) select.innerHTML = choices;
    else if (choices) select.dataset.later = choices; // an open list is not pulled away
  }
  part("datalist").innerHTML = answer.titles ?? "";
  part(".yj-tally").innerHTML = answer.tally ?? "";
  part(".yj-pager").innerHTML = answer.pager ?? "";
  body.innerHTML = answer.body ?? "";
  body.scrollTop = place;
}

function again() {
  state.page = 0;
  look();
}

let typing;
root.addEventListener("input", (event) => {
  clearTimeout(typing);
  typing = setTimeout(again, event.target.type === "search" ? 300 : 0);
});
form.addEventListener("focusout", ({ target }) => {
  if (!target.dataset.later) return;
  const value = target.value;
  target.innerHTML = target.dataset.later;
  target.value = value;
  delete target.dataset.later;
});
form.addEventListener("reset", (event) => {
  event.preventDefault(); // it would go back to what the server marked as chosen
  for (const { name } of form.querySelectorAll("[name]")) form.elements[name].value = "";
  again();
});
form.addEventListener("submit", (event) => event.preventDefault());

function toggle(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  button.closest("tr").nextElementSibling.hidden = !open;
}

function draw({ address }) {
  const among = state.view === "plots";
  Object.assign(state, { view: "plots", address, page: 0 });
  look({ keepPlace: among }).then(() => {
    part(".yj-compare [aria-current]")?.scrollIntoView({ block: "nearest" });
    if (among) part(".yj-compare [aria-current]")?.focus({ preventScroll: true });
    else part(".yj-drawn")?.focus({ preventScroll: true });
  });
}

async function save(button) {
  button.disabled = true;
  try {
    const sheet = new Blob([await server.ledger_sheet(asked())], { type: "text/csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(sheet);
    link.download = "台账.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  } catch {
    note(LOST);
  } finally {
    button.disabled = false;
  }
}

root.addEventListener("click", (event) => {
  const hit = (name) => event.target.closest(name);
  const view = hit(".yj-view");
  if (view) {
    state.view = view.dataset.view;
    again();
  }
  const turn = hit(".yj-turn");
  if (turn) {
    state.page = Number(turn.dataset.page);
    look().then(() => body.focus({ preventScroll: true }));
  }
  if (hit(".yj-draw")) draw(hit(".yj-draw").dataset);
  if (hit(".yj-export")) save(hit(".yj-export"));
  const row = hit(".yj-datum-row");
  if (row && !String(getSelection())) toggle(row.querySelector(".yj-datum"));
});

// The library may have changed while another tab was open.
let seen = false;
new IntersectionObserver(([{ isIntersecting }]) => {
  if (isIntersecting && !seen) look({ keepPlace: true, fresh: true });
  seen = isIntersecting;
}).observe(root);

// The library tab. Run by Gradio when the tab is first shown, with `element`, `server`, `upload`.
// All that it shows comes as HTML from the server, which has escaped it.

const $ = (selector, root = element) => root.querySelector(selector);
const $$ = (selector, root = element) => [...root.querySelectorAll(selector)];
const LOST = '<div class="yj-reply yj-failure"><p>与程序的连接断了。</p>' +
  "<p>办法：看程序是否还在运行，再刷新本页</p></div>";
const KEPT = "yj-batches"; // keys of the batches on show, so that a reload does not lose them
const LIST_AGAIN_MS = 5000;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

class Told extends Error {} // carries HTML for the reader

async function call(name, asked) {
  let answer;
  try {
    answer = await server[name](asked);
  } catch {
    throw new Told(LOST);
  }
  if (answer.error) throw new Told(answer.error);
  return answer;
}

/** Tell it above the list, or above the document that is open. */
function tell(html) {
  for (const told of $$(".yj-told:not(dialog *)")) told.innerHTML = html;
}

/** Run an action of the reader's; what goes wrong is told where they look. */
async function attempt(action, say = tell) {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Told)) throw error;
    say(error.message);
  }
}

// ---- the list ----

const wish = { search: "", order: "added", backwards: false, page: 0 };
let listing = 0; // counts requests: an answer that comes late is not shown

async function showList() {
  const mine = ++listing;
  await attempt(async () => {
    const { html } = await call("listing", wish);
    if (mine === listing) $(".yj-rows").innerHTML = html;
  });
}

function sortBy(order) {
  wish.backwards = order === wish.order && !wish.backwards;
  Object.assign(wish, { order, page: 0 });
  $(".yj-order").value = order;
  showList();
}

let typing;
$(".yj-search").addEventListener("input", (event) => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    Object.assign(wish, { search: event.target.value, page: 0 });
    showList();
  }, 250);
});
$(".yj-order").addEventListener("change", (event) => {
  Object.assign(wish, { order: event.target.value, backwards: false, page: 0 });
  showList();
});

// ---- taking in ----

const kept = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
const keep = (keys) => sessionStorage.setItem(KEPT, JSON.stringify(keys));

function picker(isFolder) {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", multiple: true, webkitdirectory: isFolder, hidden: true });
  input.className = isFolder ? "yj-pick-folder" : "yj-pick";
  input.setAttribute("aria-hidden", "true");
  input.addEventListener("change", () => {
    const files = [...input.files].map((file) => ({
      file,
      name: file.webkitRelativePath || file.name,
    }));
    input.value = "";
    takeIn(files);
  });
  element.append(input);
  return input;
}
const pickers = { file: picker(false), folder: picker(true) };

/** The files of what was dropped, also those in folders, each with its path. */
async function dropped(items) {
  const files = [];
  async function walk(entry) {
    if (entry.isFile) {
      const file = await new Promise((done, fail) => entry.file(done, fail));
      files.push({ file, name: entry.fullPath.replace(/^\//, "") });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!some.length) return;
      for (const inner of some) await walk(inner);
    }
  }
  // asked for at once: after the first wait the browser has forgotten what was dropped
  const held = [...items].map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);
  for (const [entry, file] of held) {
    if (entry) await walk(entry);
    else if (file) files.push({ file, name: file.name });
  }
  return files;
}

function panel() {
  const box = document.createElement("article");
  box.className = "yj-batch";
  box.innerHTML =
    '<header><div class="yj-now" role="status"></div>' +
    '<button type="button" class="yj-dismiss">关闭</button></header>' +
    '<ul class="yj-refused"></ul><div class="yj-result"></div>';
  $(".yj-batches").prepend(box);
  return box;
}

async function takeIn(picked) {
  // what systems leave in folders is nobody's document
  const hidden = ({ name }) => name.split("/").some((part) => /^(\.|~\$|Thumbs\.db$)/.test(part));
  const files = picked.filter((one) => !hidden(one));
  if (!files.length) return tell('<p class="yj-caution">没有选到文件。</p>');
  tell("");
  const box = panel();
  const say = (text) => {
    $(".yj-now", box).innerHTML = '<p class="yj-progress"></p>';
    $(".yj-progress", box).textContent = text;
  };
  await attempt(async () => {
    say(`正在检查 ${files.length} 个文件…`);
    const listed = files.map(({ file, name }) => ({ name, size: file.size }));
    const { refused } = await call("admit", { files: listed });
    $(".yj-refused", box).innerHTML = refused.map((one) => one.html).join("");
    const out = new Set(refused.map((one) => one.number));
    const sent = await send(files.filter((_, number) => !out.has(number)), say);
    const { key } = await call("take_in", { ...sent, refused: listed.filter((_, n) => out.has(n)) });
    keep([...kept(), key]);
    await follow(key, box);
  }, (html) => ($(".yj-now", box).innerHTML = html));
}

async function send(files, say) {
  const sent = { files: [], lost: [] };
  for (const [number, { file, name }] of files.entries()) {
    say(`正在上传第 ${number + 1} 个，共 ${files.length} 个：${name}`);
    try {
      sent.files.push({ path: (await upload(file)).path, name });
    } catch {
      sent.lost.push(name);
    }
  }
  return sent;
}

/** Show where a batch stands until it is done, and its report once it is read. */
async function follow(key, box) {
  box.dataset.key = key;
  let shown = false;
  let listed = Date.now();
  while (box.isConnected) {
    let now;
    try {
      now = await call("follow", { key, outcome: !shown });
    } catch (error) {
      $(".yj-now", box).innerHTML = error.message;
      await wait(3000);
      continue;
    }
    if (now.stage === "unknown") return dismiss(box);
    const line = $(".yj-now", box);
    if (line.innerHTML !== now.progress) line.innerHTML = now.progress;
    if (now.outcome) {
      shown = true;
      $(".yj-refused", box).innerHTML = ""; // they are in the report
      $(".yj-result", box).innerHTML = now.outcome;
      showList();
    }
    if (now.stage === "done") return;
    if (!now.read && Date.now() - listed > LIST_AGAIN_MS) {
      listed = Date.now();
      showList(); // what is read already can be opened
    }
    await wait(600);
  }
}

function dismiss(box) {
  keep(kept().filter((key) => key !== box.dataset.key));
  box.remove();
}

const isFiles = (event) => event.dataTransfer?.types.includes("Files");
element.addEventListener("dragover", (event) => {
  if (!isFiles(event)) return;
  event.preventDefault();
  element.classList.add("yj-dropping");
});
element.addEventListener("dragleave", (event) => {
  if (!element.contains(event.relatedTarget)) element.classList.remove("yj-dropping");
});
element.addEventListener("drop", async (event) => {
  if (!isFiles(event)) return;
  event.preventDefault();
  element.classList.remove("yj-dropping");
  takeIn(await dropped(event.dataTransfer.items));
});

// ---- a document ----

let open = null; // { doc, marks: a leaf's counts each, leaf, from: what had the focus }
let opening = 0;

function showView(document) {
  $(".yj-shelf").hidden = document;
  $(".yj-document").hidden = !document;
}

async function openDocument(doc, part = "text", from = null) {
  const mine = ++opening;
  await attempt(async () => {
    const answer = await call("open_document", { doc });
    if (mine !== opening) return;
    tell("");
    open = { ...answer, leaf: -1, from };
    $(".yj-doc-head h2").textContent = answer.title;
    $(".yj-doc-about").innerHTML = answer.about;
    $('.yj-part[data-part="report"]').innerHTML = answer.report;
    $('.yj-part[data-part="relatives"]').innerHTML = "";
    $('[role="tab"][data-part="relatives"]').textContent =
      answer.copies > 1 ? `副本与版本（${answer.copies}）` : "副本与版本";
    $(".yj-note").textContent = "";
    countMarks();
    showView(true);
    showPart(part);
    $(".yj-doc-head h2").focus({ preventScroll: true });
    await showLeaf(0);
  });
}

function countMarks() {
  for (const option of $$(".yj-which option")) {
    const count = open.marks.reduce((sum, leaf) => sum + leaf[option.value], 0);
    option.dataset.label ??= option.textContent;
    option.textContent = `${option.dataset.label} ${count} 处`;
    option.disabled = !count;
  }
  const first = ["gap", "flag", "drop", "repair"].find((kind) =>
    open.marks.some((leaf) => leaf[kind]));
  $(".yj-which").value = first ?? "repair";
  for (const button of $$(".yj-steps button")) button.disabled = !first;
}

function closeDocument() {
  const { from, doc } = open ?? {};
  open = null;
  showView(false);
  const back = from?.isConnected ? from : $(`.yj-rows [data-doc="${doc}"] button`);
  (back ?? $(".yj-rows")).focus();
}

function showPart(part) {
  for (const tab of $$('[role="tab"]')) {
    const on = tab.dataset.part === part;
    tab.setAttribute("aria-selected", on);
    tab.tabIndex = on ? 0 : -1;
  }
  for (const body of $$(".yj-part")) body.hidden = body.dataset.part !== part;
  const relatives = $('.yj-part[data-part="relatives"]');
  if (part === "relatives" && !relatives.innerHTML) {
    const say = (html) => (relatives.innerHTML = html);
    say('<p class="yj-empty">正在比较…</p>');
    const { doc } = open;
    attempt(async () => {
      const { html } = await call("relatives", { doc });
      if (open?.doc === doc) say(html);
    }, say);
  }
}

async function showLeaf(leaf) {
  const { doc } = open;
  const last = open.marks.length - 1;
  open.leaf = leaf;
  $(".yj-leaf").textContent = `第 ${leaf + 1} / ${last + 1} 页`;
  $(".yj-leaves").hidden = !last;
  $(".yj-leaf-back").disabled = !leaf;
  $(".yj-leaf-on").disabled = leaf === last;
  const say = (html) => ($(".yj-clean").innerHTML = html);
  await attempt(async () => {
    const { clean, raw } = await call("leaf", { doc, leaf });
    if (open?.doc !== doc || open.leaf !== leaf) return;
    say(clean);
    $(".yj-raw").innerHTML = raw;
    for (const pane of $$(".yj-texts > *")) pane.scrollTop = 0;
  }, say);
}

const MARKS = {
  repair: ".yj-repaired, .yj-gone",
  flag: ".yj-flagged",
  drop: ".yj-dropped",
  gap: ".yj-gap",
};

/** Go to the mark before or after the one that is lit, on another leaf if need be. */
async function step(way) {
  const kind = $(".yj-which").value;
  let marks = $$(MARKS[kind], $(".yj-clean"));
  const lit = marks.findIndex((mark) => mark.classList.contains("yj-lit"));
  let next = lit < 0 ? (way > 0 ? 0 : marks.length - 1) : lit + way;
  if (!marks[next]) {
    let leaf = open.leaf + way;
    while (open.marks[leaf] && !open.marks[leaf][kind]) leaf += way;
    if (!open.marks[leaf]) return note(way > 0 ? "后面没有了。" : "前面没有了。");
    await showLeaf(leaf);
    marks = $$(MARKS[kind], $(".yj-clean"));
    next = way > 0 ? 0 : marks.length - 1;
  }
  if (kind === "repair") setQuiet(true);
  if (marks[next]) light(marks[next]);
}

const note = (text) => ($(".yj-note").textContent = $(".yj-note").title = text);

function centre(mark) {
  const pane = mark.closest(".yj-clean, .yj-raw");
  const [at, of] = [mark.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (at.top < of.top + 24 || at.bottom > of.bottom - 24) {
    pane.scrollTop += at.top - of.top - Math.max(24, (of.height - at.height) / 2);
  }
}

/** Light a mark in either text, and what it stands for in the other. */
function light(mark) {
  for (const lit of $$(".yj-lit")) lit.classList.remove("yj-lit");
  const number = (mark.closest("[data-edit]") ?? $("[data-edit]", mark))?.dataset.edit;
  const same = number === undefined ? [] : $$(`.yj-texts [data-edit="${number}"]`);
  note(mark.title || mark.closest("[title]")?.title || "");
  mark.classList.add("yj-lit");
  centre(mark);
  for (const twin of same) twin.classList.add("yj-lit");
  const isRaw = mark.closest(".yj-raw");
  if (!isRaw && number !== undefined) setRaw(true);
  const twin = same.find((one) => Boolean(one.closest(".yj-raw")) !== Boolean(isRaw));
  if (twin) centre(twin);
}

function setRaw(on) {
  $(".yj-texts").classList.toggle("yj-alone", !on);
  $(".yj-raw-on").setAttribute("aria-pressed", on);
}

function setQuiet(on) {
  $(".yj-quiet input").checked = on;
  $(".yj-clean").classList.toggle("yj-without-repairs", !on);
}
$(".yj-quiet input").addEventListener("change", (event) => setQuiet(event.target.checked));

function openWords(button) {
  const shown = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", !shown);
  button.nextElementSibling.hidden = shown;
}

// ---- the form, and removing ----

function dialog(html, label) {
  const box = document.createElement("dialog");
  box.className = "yj-dialog";
  box.setAttribute("aria-label", label);
  box.innerHTML = html;
  box.addEventListener("close", () => box.remove());
  box.addEventListener("click", (event) => {
    if (event.target.closest(".yj-shut-form")) box.close();
  });
  element.append(box);
  box.showModal();
  return box;
}

async function editFacts() {
  const { doc } = open;
  const { html } = await call("form", { doc });
  const box = dialog(html, "修改信息");
  const form = $("form", box);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = new FormData(form);
    const asked = { doc, values: Object.fromEntries(values), sure: values.getAll("sure") };
    const say = (text) => ($(".yj-told", box).innerHTML = text);
    const save = $(".yj-do", box);
    [save.disabled, save.textContent] = [true, "正在保存…"];
    await attempt(async () => {
      const { title, about } = await call("change", asked);
      if (open?.doc === doc) {
        $(".yj-doc-head h2").textContent = title;
        $(".yj-doc-about").innerHTML = about;
      }
      box.close();
      showList();
    }, say);
    [save.disabled, save.textContent] = [false, "保存"];
  });
}

function removeDocument() {
  const { doc } = open;
  const box = dialog(
    '<form class="yj-form"><h3>删除这篇文献？</h3><p class="yj-ask-title"></p>' +
      "<p>删除后不能再检索和引用，台账里它的数据也一并去掉。上传的文件同时删除；" +
      "从别的文件夹导入的，原文件不动，再次导入那个文件夹时会重新出现。</p>" +
      '<div class="yj-told" role="alert"></div><div class="yj-acts">' +
      '<button type="submit" class="yj-do yj-danger">删除</button>' +
      '<button type="button" class="yj-shut-form" autofocus>不删</button></div></form>',
    "删除文献",
  );
  $(".yj-ask-title", box).textContent = `《${$(".yj-doc-head h2").textContent}》`;
  $("form", box).addEventListener("submit", async (event) => {
    event.preventDefault();
    $(".yj-do", box).disabled = true;
    await attempt(async () => {
      const { told } = await call("remove", { doc });
      box.close();
      closeDocument();
      tell(told);
      await showList();
    }, (html) => ($(".yj-told", box).innerHTML = html));
    $(".yj-do", box).disabled = false;
  });
}

// ---- what is pressed ----

const PRESSED = {
  ".yj-add": () => pickers.file.click(),
  ".yj-add-folder": () => pickers.folder.click(),
  ".yj-dismiss": (hit) => dismiss(hit.closest(".yj-batch")),
  ".yj-sort": (hit) => sortBy(hit.dataset.order),
  "[data-page]": (hit) => {
    wish.page = Number(hit.dataset.page);
    showList().then(() => ($(".yj-rows").scrollTop = 0));
  },
  ".yj-open-document": (hit) => openDocument(hit.dataset.doc, hit.dataset.part, hit),
  ".yj-list tbody tr": (hit) => openDocument(hit.dataset.doc, "text", $("button", hit)),
  ".yj-back": closeDocument,
  ".yj-edit": () => attempt(editFacts),
  ".yj-remove": removeDocument,
  '[role="tab"]': (hit) => showPart(hit.dataset.part),
  ".yj-leaf-back": () => showLeaf(open.leaf - 1),
  ".yj-leaf-on": () => showLeaf(open.leaf + 1),
  ".yj-step-back": () => step(-1),
  ".yj-step-on": () => step(1),
  ".yj-raw-on": (hit) => setRaw(hit.getAttribute("aria-pressed") !== "true"),
  ".yj-texts [title]": (hit) => {
    if (hit.matches(".yj-dropped")) openWords(hit);
    light(hit);
  },
};

element.addEventListener("click", (event) => {
  for (const [selector, press] of Object.entries(PRESSED)) {
    const hit = event.target.closest?.(selector);
    if (hit && element.contains(hit)) return press(hit);
  }
});

element.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.('[role="tab"]');
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (tab && way) {
    const tabs = $$('[role="tab"]');
    const next = tabs[(tabs.indexOf(tab) + way + tabs.length) % tabs.length];
    showPart(next.dataset.part);
    next.focus();
  }
  if (event.key === "Escape" && open && !$("dialog[open]")) closeDocument();
});

for (const key of kept()) follow(key, panel());
// Whenever the tab comes into view, the list is that of the moment.
new IntersectionObserver(([seen]) => {
  if (seen.isIntersecting && !open) showList();
}).observe(element);

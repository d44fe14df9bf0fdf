// The source panel: a click on a marker anywhere in the conversation opens its card here, and
// 查看全文 opens the whole document. The other buttons of an answer are heard here as well. Run by Gradio when the panel loads, with `element`, `server`.
// The cards of every answer of the conversation are in the panel; one answer's are shown at a time.

const column = () => element.closest(".yj-right");
const sections = () => [...element.querySelectorAll(".yj-section")];

function showSection(key) {
  for (const section of sections()) section.hidden = section.dataset.answer !== key;
}

function card(key, marker) {
  const section = sections().find((s) => s.dataset.answer === key);
  return section?.querySelector(`.yj-card[data-marker="${marker}"]`);
}

function openCard(key, marker) {
  showSection(key);
  const found = card(key, marker);
  if (!found) return;
  column().dataset.open = "yes"; // matters in a narrow window, where it lies over the conversation
  found.classList.add("yj-open");
  found.classList.remove("yj-flash");
  void found.offsetWidth; // restarts the flash
  found.classList.add("yj-flash");
  const lit = found.querySelector("mark") ?? found;
  const depth = lit.getBoundingClientRect().bottom - found.getBoundingClientRect().top;
  const fits = depth < column().clientHeight - 100;
  (fits ? found : lit).scrollIntoView({ block: fits ? "start" : "center", behavior: "smooth" });
  found.focus({ preventScroll: true });
}

function reader() {
  let dialog = document.getElementById("yj-reader");
  if (dialog) return dialog;
  dialog = document.createElement("dialog");
  dialog.id = "yj-reader";
  dialog.setAttribute("aria-label", "文献全文");
  dialog.innerHTML =
    '<button type="button" class="yj-shut">关闭</button><div class="yj-page" tabindex="-1"></div>';
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".yj-shut")) dialog.close();
  });
  document.querySelector("main").append(dialog);
  return dialog;
}

async function openDocument({ doc, start, end }) {
  const dialog = reader();
  const page = dialog.querySelector(".yj-page");
  page.textContent = "正在打开…";
  dialog.showModal();
  try {
    page.innerHTML = await server.whole_document([doc, Number(start), Number(end)]);
    page.focus({ preventScroll: true });
    page.querySelector("mark")?.scrollIntoView({ block: "center" });
  } catch {
    page.textContent = "没有打开：与程序的连接断了。请刷新页面再试。";
  }
}

async function copyAnswer(button) {
  const text = button.closest(".yj-reply").querySelector(".yj-text").innerText.trim();
  const section = sections().find((s) => s.dataset.answer === button.dataset.answer);
  const sources = [...(section?.querySelectorAll(".yj-card") ?? [])].map((found) => {
    const part = (name) => found.querySelector(name).textContent;
    return `[${found.dataset.marker}] 《${part("h4")}》：“${part(".yj-quote")}”`;
  });
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText([text, "", ...sources].join("\n"));
    button.textContent = "已复制";
  } catch {
    button.textContent = "浏览器不许复制，请选中文字复制";
  }
  setTimeout(() => (button.textContent = label), 2000);
}

document.addEventListener("click", (event) => {
  const hit = (name) => event.target.closest?.(name);
  const marker = hit(".yj-marker");
  if (marker) {
    event.preventDefault();
    openCard(marker.dataset.answer, marker.dataset.marker);
  }
  const whole = hit(".yj-whole");
  if (whole) openDocument(whole.dataset);
  hit(".yj-wider")?.closest(".yj-card").classList.toggle("yj-open");
  const copy = hit(".yj-copy");
  if (copy) copyAnswer(copy);
  const saved = hit("#yj-log .yj-save");
  if (saved) trigger("download", { answer: saved.dataset.answer, how: saved.dataset.as });
  const wrong = hit("#yj-log .yj-wrong");
  if (wrong) trigger("edit", { answer: wrong.dataset.answer });
  const meant = hit(".yj-suggest button");
  if (meant) trigger("select", { question: meant.textContent });
  if (hit(".yj-close")) column().dataset.open = "no";
});

let newest = "";
const showNewest = () => {
  const last = sections().at(-1);
  const text = last && last.dataset.answer + last.textContent;
  if (!last || text === newest) return; // a reader's place in the panel is kept
  newest = text;
  showSection(last.dataset.answer);
};
watch("value", showNewest);
showNewest();

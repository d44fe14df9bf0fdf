// The drawer of earlier conversations. Run by Gradio when it loads, with `element` and `trigger`.
// What is pressed here is asked of the program; the program answers with a new drawer.

const column = () => element.closest(".yj-left");
const isOpen = () => column().dataset.past === "open";

function fold() {
  column().dataset.past = "";
  element.querySelector(".yj-past").focus();
}

function rename(row) {
  const title = row.querySelector(".yj-reopen");
  const input = document.createElement("input");
  input.value = title.textContent;
  input.maxLength = 60;
  input.setAttribute("aria-label", "新名称");
  const leave = (renamed) => {
    input.replaceWith(title);
    if (renamed) trigger("edit", { conversation: row.dataset.conversation, title: input.value });
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) leave(true);
    if (event.key === "Escape") leave(false);
    event.stopPropagation();
  });
  title.replaceWith(input);
  input.select();
}

function remove(button, row) {
  if (button.dataset.asked) {
    trigger("delete", { conversation: row.dataset.conversation });
    return;
  }
  const label = button.textContent;
  button.dataset.asked = "yes";
  button.textContent = "确定删除";
  setTimeout(() => {
    delete button.dataset.asked;
    button.textContent = label;
  }, 4000);
}

element.addEventListener("click", (event) => {
  const hit = (name) => event.target.closest(name);
  const row = hit("li");
  if (hit(".yj-past")) {
    column().dataset.past = "open";
    trigger("expand", {});
  } else if (hit(".yj-fold")) {
    fold();
  } else if (hit(".yj-rename")) {
    rename(row);
  } else if (hit(".yj-delete")) {
    remove(hit(".yj-delete"), row);
  } else if (hit(".yj-save")) {
    const { conversation } = row.dataset;
    trigger("download", { conversation, how: hit(".yj-save").dataset.as });
  } else if (hit(".yj-reopen")) {
    column().dataset.past = "";
    trigger("select", { conversation: row.dataset.conversation });
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen()) fold();
});
document.addEventListener("click", (event) => {
  if (isOpen() && event.target.isConnected && !element.contains(event.target)) {
    column().dataset.past = "";
  }
});

// The conversation's scrolling. A new question goes to the top, and its answer grows below it: no
// step of the answer moves what is being read. Run by Gradio when the page loads.

const all = (name) => [...document.querySelectorAll(`#yj-log ${name}`)];
let shown = 0;
let begins = ""; // with which question: another conversation may be as long

function putAtTop(row) {
  const pane = row.closest(".panel-wrap");
  const margin = parseFloat(getComputedStyle(row.parentElement).paddingTop);
  const from = row.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTo({ top: pane.scrollTop + from - margin });
}

const follow = () => {
  const questions = all(".yj-question");
  const now = Math.min(questions.length, all(".yj-reply").length); // their texts come one by one
  const first = now ? questions[0].textContent : "";
  if (now && (now > shown || first !== begins)) {
    putAtTop(questions[now - 1].closest(".message-row"));
  }
  [shown, begins] = [now, first];
};
// The conversation itself may come after this script.
new MutationObserver(follow).observe(element.closest(".yj-left"), { childList: true, subtree: true });
follow();

// Filters, opening and closing, and links to cases that a filter hides. The page reads without it.
(() => {
  const form = document.querySelector(".filters");
  const cases = [...document.querySelectorAll("details.case")];
  const fits = (one, state) =>
    !state ||
    (state === "wrong" && one.dataset.right === "0") ||
    (state === "changed" && one.dataset.turned !== "") ||
    one.dataset.turned === state;
  const filter = () => {
    const { type, state, text } = form.elements;
    const word = text.value.trim().toLowerCase();
    for (const one of cases) {
      one.hidden =
        (type.value !== "" && one.dataset.type !== type.value) ||
        !fits(one, state.value) ||
        !one.firstElementChild.textContent.toLowerCase().includes(word);
    }
    form.querySelector("output").textContent = `显示 ${cases.filter((one) => !one.hidden).length} 题`;
  };
  const fold = (open) => () => cases.forEach((one) => one.hidden || (one.open = open));
  const visit = () => {
    const target = document.getElementById(location.hash.slice(1));
    const one = target && target.closest("details.case");
    if (!one) return;
    if (one.hidden) {
      form.reset();
      filter();
    }
    one.open = true;
    target.scrollIntoView();
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.open.addEventListener("click", fold(true));
  form.elements.close.addEventListener("click", fold(false));
  addEventListener("hashchange", visit);
  filter();
  visit();
})();

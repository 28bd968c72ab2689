// The quiz: choose an option and its reason appears; right or wrong is announced. Without this script the answers are
// a collapsed block below the options, so nothing is lost.
(() => {
  "use strict";

  const LETTERS = "ABCDEFGH";

  function options(question, list) {
    const field = document.createElement("fieldset");
    field.className = "quiz-choice";
    const legend = document.createElement("legend");
    legend.textContent = "Your answer";
    field.append(legend);
    [...list.children].forEach((option, index) => {
      const label = document.createElement("label");
      label.className = "quiz-option";
      label.dataset.right = option.dataset.right;
      const radio = document.createElement("input");
      radio.type = "radio";
      radio.name = `quiz-${question.id}`;
      radio.value = String(index);
      const letter = document.createElement("span");
      letter.className = "quiz-letter";
      letter.textContent = `${LETTERS[index]}.`;
      const text = document.createElement("span");
      text.append(...option.childNodes);
      label.append(radio, letter, text);
      field.append(label);
    });
    return field;
  }

  function score(quiz) {
    const questions = [...quiz.querySelectorAll(".quiz-question")];
    const answered = questions.filter((question) => question.dataset.first !== undefined);
    const right = answered.filter((question) => question.dataset.first === "true");
    if (answered.length < questions.length) return "";
    return `Right at the first try: ${right.length} of ${questions.length}.`;
  }

  function enhance(quiz, question) {
    const list = question.querySelector(".quiz-options");
    const answer = question.querySelector(".quiz-answer");
    const reasons = [...question.querySelectorAll(".quiz-reasons > li")];
    if (!list || !answer || reasons.length !== list.children.length) return;
    const field = options(question, list);
    const verdict = document.createElement("div");
    verdict.className = "quiz-verdict";
    verdict.setAttribute("role", "status");
    list.replaceWith(field, verdict);
    answer.hidden = true;

    function choose(index) {
      const right = reasons[index].dataset.right === "true";
      question.dataset.first ??= String(right);
      field.querySelectorAll("label").forEach((label, position) => {
        label.classList.toggle("quiz-option--chosen", position === index);
      });
      const reason = document.createElement("p");
      reason.append(...reasons[index].cloneNode(true).childNodes);
      const total = document.createElement("p");
      total.className = "quiz-score";
      total.textContent = score(quiz);
      verdict.replaceChildren(reason, ...(total.textContent ? [total] : []));
      verdict.dataset.right = String(right);
      answer.hidden = false;
    }
    field.addEventListener("change", (event) => choose(Number(event.target.value)));
    // Keys 1 to 4 act only while the focus is inside this question.
    question.addEventListener("keydown", (event) => {
      const radio = field.querySelectorAll("input")[Number(event.key) - 1];
      if (!question.open || !radio || event.ctrlKey || event.metaKey || event.altKey) return;
      radio.focus();
      radio.checked = true;
      choose(Number(radio.value));
    });
  }

  for (const quiz of document.querySelectorAll(".quiz")) {
    for (const question of quiz.querySelectorAll(".quiz-question")) enhance(quiz, question);
  }
})();

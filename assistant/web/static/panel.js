// @ts-check
/** The panel beside the talk (over it on a phone), which shows one thing at a time. */

/** @param {HTMLElement} panel */
export function makePanel(panel) {
  const title = /** @type {HTMLElement} */ (panel.querySelector("h2"));
  const body = /** @type {HTMLElement} */ (panel.querySelector(".panel-body"));
  const shut = /** @type {HTMLButtonElement} */ (panel.querySelector(".panel-head button"));
  /** @type {Element | null} */
  let cameFrom = null;

  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("with-panel");
    body.replaceChildren();
    if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
  };
  shut.addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  return {
    close,
    /** @param {string} words @param {Node} content */
    open(words, content) {
      if (panel.hidden) cameFrom = document.activeElement;
      title.textContent = words;
      body.replaceChildren(content);
      body.scrollTop = 0;
      panel.hidden = false;
      document.body.classList.add("with-panel");
      panel.focus({ preventScroll: true });
    },
  };
}

// @ts-check
/** The key that a closed server wants, asked for once and kept by the browser as a session. */

import { ApiError, openSession } from "./api.js";
import { parts, stamp } from "./render.js";
import { strings } from "./strings.js";

/** A form that is done when the server has taken the key. @param {() => void} entered */
export function makeKeyForm(entered) {
  const form = /** @type {HTMLFormElement} */ (stamp("key-template"));
  const part = parts(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const box = /** @type {HTMLInputElement} */ (part("input"));
    try {
      await openSession(box.value);
      entered();
    } catch (error) {
      const refused = error instanceof ApiError && error.status === 401;
      part(".fault").textContent = refused ? strings.wrongKey : /** @type {Error} */ (error).message;
      box.select();
    }
  });
  return form;
}

// @ts-check
/** How components tell each other what happened without knowing each other. */

/**
 * @typedef {{
 *   on: (name: string, listener: (detail: any) => void) => void,
 *   emit: (name: string, detail?: any) => void,
 * }} Bus
 */

/** @returns {Bus} */
export function makeBus() {
  const target = new EventTarget();
  return {
    on: (name, listener) =>
      target.addEventListener(name, (event) =>
        listener(/** @type {CustomEvent} */ (event).detail)
      ),
    emit: (name, detail) => {
      target.dispatchEvent(new CustomEvent(name, { detail }));
    },
  };
}

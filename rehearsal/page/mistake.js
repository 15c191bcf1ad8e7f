// What cannot be drawn is shown as an error: a block that vanished would be missed.

import { h } from "./dom.js";

/** What `build` makes, or a visible box with why it could not. */
export function guarded(tag, build) {
  try {
    return build();
  } catch (error) {
    return h(tag, {}, mistake(`what caused "${error.message}"`));
  }
}

/** A visible box that names what the page does not know. */
export function mistake(what) {
  return h("div", { class: "mistake", role: "alert", testid: "unknown-block" }, `Not drawn: ${what} is unknown to this page.`);
}

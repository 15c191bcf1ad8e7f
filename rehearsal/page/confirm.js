// The question before a dangerous button. https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object

import { h } from "./dom.js";
import { mrkdwn, plain } from "./mrkdwn.js";

/** Asks what a `confirm` object asks; true at once where there is none. */
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const words = confirm.text.type === "mrkdwn" ? mrkdwn(confirm.text.text, NOBODY) : plain(confirm.text.text);
    const answer = (value) => () => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const dialog = h("dialog", { class: "modal confirm", testid: "confirm", oncancel: answer(false) },
      h("h2", { class: "modal-title" }, confirm.title.text),
      h("div", { class: "modal-body" }, words),
      h("div", { class: "modal-foot" },
        h("button", { type: "button", class: "button", onclick: answer(false) }, confirm.deny.text),
        h("button", { type: "button", class: `button button-${confirm.style ?? "primary"}`, onclick: answer(true) }, confirm.confirm.text)));
    document.body.append(dialog);
    dialog.showModal();
  });
}

const NOBODY = { names: new Map(), channels: new Map(), user: null, domain: "", jump: () => {} };

// Modals with a stack of views.

import { act } from "./server.js";
import { blocks } from "./blocks.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { markErrors } from "./inputs.js";

/** What names a control across a redrawing of its view. */
function handle(control) {
  const block = control?.closest("[data-block-id]");
  return block && `${block.dataset.blockId} ${control.dataset.testid} ${control.value}`;
}

/** Draws the modal that lies on top. One object for the page's life; `draw` after each change. */
export class Modals {
  constructor(place, tell) {
    this.place = place;
    this.tell = tell;
    this.drafts = new Map();
    this.dialog = null;
    this.view = null;
  }

  draw(views, see) {
    const top = views.at(-1) ?? null;
    this.see = see;
    for (const id of this.drafts.keys()) {
      if (views.every((view) => view.id !== id)) this.drafts.delete(id);
    }
    if (top === null) {
      this.dialog?.remove();
      this.dialog = this.view = null;
      return;
    }
    if (this.view?.id !== top.id || this.view.hash !== top.hash) this.build(top, views.length > 1);
    this.view = top;
    this.mark(top);
  }

  draftsOf(view) {
    if (!this.drafts.has(view.id)) this.drafts.set(view.id, new Map());
    return this.drafts.get(view.id);
  }

  /** What was typed, for the inputs that the view still has: sent with each click and submission. */
  typed() {
    const inputs = new Set(this.view.blocks.filter((block) => block.type === "input").map((block) => block.block_id));
    this.sent = [...this.draftsOf(this.view)].filter(([id]) => inputs.has(id));
    return Object.fromEntries(this.sent);
  }

  /** Of a view that was replaced: what Slack has of it is in its state, kept or not. */
  forgetSent(view) {
    const drafts = this.draftsOf(view);
    for (const [id, value] of this.sent ?? []) if (drafts.get(id) === value) drafts.delete(id);
    this.sent = [];
  }

  build(view, isStacked) {
    const isSame = this.view?.id === view.id;
    if (isSame) this.forgetSent(view);
    const focused = isSame ? handle(document.activeElement) : null;
    const scrolled = isSame ? this.dialog.querySelector(".modal-body").scrollTop : 0;
    const user = this.see.user;
    const surface = {
      see: this.see,
      values: view.state.values,
      drafts: this.draftsOf(view),
      scope: view.id,
      act: (block, element, value) =>
        this.tell(act("click", { user, view_id: view.id, action_id: element.action_id, block_id: block.block_id, value, values: this.typed() })),
    };
    const close = () => this.tell(act("close", { user, view_id: view.id }));
    this.problem = h("p", { class: "modal-problem", role: "alert", testid: "modal-problem", hidden: true });
    this.submit = view.submit && h("button", { type: "submit", class: "button button-primary", testid: "modal-submit" }, view.submit.text);
    const form = h("form", { class: "modal-form", novalidate: true, onsubmit: (event) => this.send(event, view) },
      h("div", { class: "modal-head" },
        h("h2", { class: "modal-title", id: `${view.id}-title` }, view.title.text),
        h("button", { type: "button", class: "icon-button", "aria-label": isStacked ? "Back" : "Close", testid: "modal-x", onclick: close }, icon(isStacked ? "back" : "close"))),
      h("div", { class: "modal-body" }, this.problem, blocks(view.blocks, surface)),
      h("div", { class: "modal-foot" },
        h("button", { type: "button", class: "button", testid: "modal-close", onclick: close }, view.close?.text ?? (view.submit ? "Cancel" : "Close")),
        this.submit));
    const dialog = h("dialog", { class: "modal", testid: "modal", "data-callback": view.callback_id, "aria-labelledby": `${view.id}-title` }, form);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      close();
    });
    const before = this.dialog;
    this.place.append(dialog);
    dialog.showModal();
    before?.remove();
    this.dialog = dialog;
    const first = dialog.querySelector(".input-block input, .input-block textarea, .input-block select");
    const again = focused && [...dialog.querySelectorAll("button, input, textarea, select")].find((each) => handle(each) === focused);
    dialog.querySelector(".modal-body").scrollTop = scrolled;
    (again ?? first ?? this.submit ?? dialog.querySelector("[data-testid=modal-close]"))?.focus();
  }

  async send(event, view) {
    event.preventDefault();
    if (this.submit.disabled) return;
    this.submit.disabled = true;
    this.submit.setAttribute("aria-busy", "true");
    this.problem.hidden = true;
    const button = this.submit;
    try {
      await this.tell(act("submit", { user: this.see.user, view_id: view.id, values: this.typed() }), { quiet: true });
    } finally {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  }

  mark(view) {
    this.problem.textContent = view.problem ?? "";
    this.problem.hidden = !view.problem;
    const signature = JSON.stringify(view.errors);
    if (this.marked === `${view.id}${view.hash}${signature}`) return;
    this.marked = `${view.id}${view.hash}${signature}`;
    markErrors(this.dialog, view.errors);
  }
}

// The thread pane at the right, with a box of its own.

import { act } from "./server.js";
import { title } from "./centre.js";
import { composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { drawMessages, followEnd } from "./messages.js";

/** The thread pane. One object for the page's life; `draw` after each change. */
export class Thread {
  constructor(pane, page) {
    this.page = page;
    this.pane = pane;
    this.where = h("span", { class: "topic" });
    this.list = h("ol", { class: "messages", "aria-label": "Replies", testid: "thread-messages" });
    this.scroller = h("div", { class: "scroller", tabindex: "0", role: "log", "aria-label": "Replies" }, this.list);
    followEnd(this.scroller, this.list);
    this.composer = composer({ testid: "thread-composer", label: "Reply…", send: (text, file) => this.send(text, file), hints: () => page.hints() });
    pane.append(
      h("div", { class: "pane-head" },
        h("div", { class: "head-words" }, h("h1", {}, "Thread"), this.where),
        h("button", { type: "button", class: "icon-button", "aria-label": "Close thread", testid: "close-thread", onclick: () => page.openThread(null) }, icon("close"))),
      this.scroller,
      this.composer.form);
    pane.addEventListener("keydown", (event) => {
      if (event.key === "Escape") page.openThread(null);
    });
  }

  send(text, file) {
    const { user, channel, thread } = this.page.at;
    const action = text.startsWith("/") ? "command" : "say";
    this.scroller.scrollTop = this.scroller.scrollHeight;
    return this.page.tell(act(action, { user, channel, text, thread_ts: thread, ...(file && { file }) }), { quiet: true });
  }

  draw(state, context) {
    const { at } = this.page;
    const isOpen = Boolean(at.thread) && state.thread.length > 0 && at.tab !== "home";
    this.pane.hidden = !isOpen;
    this.pane.parentElement.classList.toggle("with-thread", isOpen);
    if (!isOpen) {
      this.shown = null;
      return;
    }
    this.where.textContent = title(state.conversations.find((each) => each.id === at.channel), state);
    const moved = this.shown !== at.thread + state.user;
    this.shown = at.thread + state.user;
    drawMessages(this.list, state.thread, { ...context, inThread: true });
    if (moved) this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}

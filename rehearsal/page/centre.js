// The middle of the page: a channel with its composer, or the app with its two tabs.

import { act } from "./server.js";
import { blocks } from "./blocks.js";
import { composer } from "./composer.js";
import { h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { drawMessages, followEnd } from "./messages.js";

/** The centre pane. One object for the page's life; `draw` after each change. */
export class Centre {
  constructor(pane, page) {
    this.page = page;
    this.head = h("div", { class: "pane-head", testid: "channel-head" });
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Factdesk" });
    this.list = h("ol", { class: "messages", "aria-label": "Messages", testid: "messages" });
    this.scroller = h("div", { class: "scroller", tabindex: "0", role: "log", "aria-label": "Messages" }, this.list);
    followEnd(this.scroller, this.list);
    this.composer = composer({ testid: "composer", label: "Message", send: (text, file) => this.send(text, file), hints: () => page.hints() });
    this.home = h("div", { class: "home", testid: "home", hidden: true });
    pane.append(this.head, this.tabs, this.scroller, this.home, this.composer.form);
  }

  send(text, file) {
    const { user, channel } = this.page.at;
    const action = text.startsWith("/") ? "command" : "say";
    this.scroller.scrollTop = this.scroller.scrollHeight;
    return this.page.tell(act(action, { user, channel, text, ...(file && { file }) }), { quiet: true });
  }

  draw(state, context) {
    const { at } = this.page;
    const here = state.conversations.find((each) => each.id === at.channel);
    const isApp = at.channel === state.app.channel;
    const atHome = isApp && at.tab === "home";
    this.drawHead(here, state, isApp);
    this.drawTabs(isApp, atHome);
    this.scroller.hidden = atHome;
    this.home.hidden = !atHome;
    this.composer.form.hidden = atHome || !here || here.is_archived;
    this.composer.relabel(isApp ? `Message ${state.app.name}` : `Message ${title(here, state)}`);
    if (atHome) this.drawHome(state, context);
    const moved = this.shown !== at.channel + state.user;
    this.shown = at.channel + state.user;
    drawMessages(this.list, state.messages, context);
    if (moved) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  drawHead(here, state, isApp) {
    const words = title(here, state);
    const note = here && !here.bot_is_member && `${state.app.name} is not a member`;
    reconcile(this.head, [{
      key: "head",
      signature: JSON.stringify([here, words, state.user]),
      build: () => h("div", { class: "head-words" },
        h("h1", {}, words),
        here?.is_private && icon("lock", "Private channel"),
        note && h("span", { class: "pill", testid: "not-a-member" }, note),
        here?.is_archived && h("span", { class: "pill" }, "archived"),
        !isApp && here?.topic && h("span", { class: "topic" }, here.topic)),
    }]);
  }

  drawTabs(isApp, atHome) {
    this.tabs.hidden = !isApp;
    const tab = (name, label, selected) => ({
      key: name,
      signature: String(selected),
      build: () => h("button", { type: "button", role: "tab", "aria-selected": String(selected), class: "tab", testid: `tab-${name}`, onclick: () => this.page.openTab(name) }, label),
    });
    reconcile(this.tabs, isApp ? [tab("home", "Home", atHome), tab("messages", "Messages", !atHome)] : []);
  }

  drawHome(state, context) {
    const view = state.home;
    const signature = view ? JSON.stringify([view.hash, view.state, view.problem, state.user]) : `none ${state.user}`;
    reconcile(this.home, [{
      key: "home",
      signature,
      build: () => {
        if (!view) return h("p", { class: "home-empty" }, `${state.app.name} has not published a Home tab for you yet.`);
        const surface = {
          see: context.see,
          values: view.state.values,
          scope: view.id,
          act: (block, element, value) =>
            this.page.tell(act("click", { user: state.user, view_id: view.id, action_id: element.action_id, block_id: block.block_id, value })),
        };
        const problem = view.problem && h("p", { class: "modal-problem", role: "alert" }, view.problem);
        return h("div", { class: "home-blocks" }, problem, blocks(view.blocks, surface));
      },
    }]);
  }
}

/** "#newsroom", the names of a direct message, or the app's. */
export function title(here, state) {
  if (!here) return "Not found";
  if (here.id === state.app.channel) return state.app.name;
  if (here.kind === "im" || here.kind === "mpim") {
    return here.with.map((id) => state.people.find((one) => one.id === id)?.name ?? id).join(", ");
  }
  return here.is_private ? here.name : `#${here.name}`;
}

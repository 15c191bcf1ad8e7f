// The page: where the person is, what there is to see, and drawing it again after every change.

import { act, follow, look } from "./server.js";
import { Centre } from "./centre.js";
import { Modals } from "./dialogs.js";
import { h } from "./dom.js";
import { drawSidebar } from "./sidebar.js";
import { Thread } from "./thread.js";

const START = { user: "U0REPORTER", channel: "C0NEWSROOM", thread: null, tab: "messages" };
const byId = (id) => document.getElementById(id);

class Page {
  constructor() {
    this.at = { ...START, ...this.remembered(), ...fromAddress() };
    this.seen = new Map();
    this.state = null;
    this.centre = new Centre(byId("centre"), this);
    this.thread = new Thread(byId("thread"), this);
    this.modals = new Modals(byId("dialogs"), (action, options) => this.tell(action, options));
    this.drawing = null;
    byId("person").addEventListener("change", (event) => this.become(event.target.value));
    byId("menu").addEventListener("click", () => this.toggleMenu());
    window.addEventListener("hashchange", () => this.go(fromAddress()));
  }

  start() {
    follow((reached) => {
      document.body.classList.toggle("unreached", !reached);
      if (reached) this.refresh();
    });
  }

  // Each window may be another person: what is remembered is remembered for this tab alone.
  remembered() {
    const user = sessionStorage.getItem("user");
    return user ? { user } : {};
  }

  go(place) {
    const before = this.at;
    this.at = { ...this.at, ...place };
    if (same(before, this.at)) return Promise.resolve();
    sessionStorage.setItem("user", this.at.user);
    const address = toAddress(this.at);
    if (location.hash !== address) history.pushState(null, "", address);
    this.toggleMenu(false);
    if (this.isAtHome() && !(before.tab === "home" && before.user === this.at.user && before.channel === this.at.channel)) {
      this.tell(act("open_home", { user: this.at.user }), { quiet: true });
    }
    return this.refresh();
  }

  isAtHome() {
    return this.at.tab === "home" && this.at.channel === this.state?.app.channel;
  }

  openChannel(channel) {
    return this.go({ channel, thread: null, tab: "messages" });
  }

  openTab(tab) {
    return this.go({ tab, thread: null });
  }

  openThread(thread) {
    return this.go({ thread }).then(() => thread && this.thread.composer.box.focus());
  }

  /** Opens the place of a link to a message, and shows which one it is. */
  async jump(channel, ts, thread) {
    await this.go({ channel, thread: thread && thread !== ts ? thread : null, tab: "messages" });
    if (!ts) return;
    const found = document.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    found?.scrollIntoView({ block: "center" });
    found?.classList.add("pointed-at");
    setTimeout(() => found?.classList.remove("pointed-at"), 2500);
  }

  become(user) {
    const inApp = this.at.channel === this.state.app.channel;
    const visible = !inApp && this.state.conversations.find((each) => each.id === this.at.channel);
    return this.go({ user, thread: visible ? this.at.thread : null, channel: visible ? this.at.channel : START.channel, tab: "messages" });
  }

  /** Waits for an action and says what went wrong, as Slack would. */
  async tell(action, { quiet = false } = {}) {
    try {
      const result = await action;
      const words = result.error ?? (quiet ? null : result.problem);
      if (words) this.toast(words);
      await this.refresh();
      return result;
    } catch {
      this.toast("The rehearsal cannot be reached. Is it still running?");
      return {};
    }
  }

  toast(words) {
    const note = h("div", { class: "toast" }, words);
    byId("toasts").append(note);
    setTimeout(() => note.remove(), 6000);
  }

  /** Looks and draws; calls that come while one is under way are drawn once, after it. */
  refresh() {
    if (this.drawing) {
      this.again = true;
      return this.drawing;
    }
    this.drawing = (async () => {
      do {
        this.again = false;
        const at = this.at;
        const state = await look(at);
        if (state.error) {
          if (at.user === START.user) return this.toast(state.error);
          this.at = { ...START };
          this.again = true;
        } else if (same(at, this.at)) {
          this.draw(state);
        } else {
          this.again = true;
        }
      } while (this.again);
    })().finally(() => (this.drawing = null));
    return this.drawing;
  }

  draw(state) {
    const isFirst = this.state === null;
    this.state = state;
    this.keepSeen();
    const see = {
      user: state.user,
      domain: state.team.domain,
      names: new Map(state.people.map((one) => [one.id, one.name])),
      humans: new Set(state.people.filter((one) => !one.is_bot && one.id !== state.slackbot).map((one) => one.id)),
      channels: new Map(state.conversations.filter((each) => each.kind === "channel" || each.kind === "group").map((each) => [each.id, each.name])),
      jump: (channel, ts, thread) => this.jump(channel, ts, thread),
    };
    const context = {
      see,
      shortcuts: state.shortcuts,
      slackbot: state.slackbot,
      appUser: state.app.user,
      appName: state.app.name,
      inThread: false,
      openThread: (ts) => this.openThread(ts),
      tell: (action, options) => this.tell(action, options),
    };
    document.title = `${state.team.name} · rehearsal`;
    byId("team").textContent = state.team.name;
    this.drawPeople(state);
    drawSidebar(byId("sidebar"), state, this.at.channel, (id) => this.seen.get(`${state.user} ${id}`), (channel) => this.openChannel(channel));
    this.centre.draw(state, context);
    this.thread.draw(state, context);
    this.modals.draw(state.modals, see);
    if (isFirst && this.isAtHome()) this.tell(act("open_home", { user: state.user }), { quiet: true });
  }

  /** What was there when a person first looked counts as read; so does what is open. */
  keepSeen() {
    for (const each of this.state.conversations) {
      const key = `${this.state.user} ${each.id}`;
      if (!this.seen.has(key) || each.id === this.at.channel) this.seen.set(key, each.latest ?? "0");
    }
  }

  drawPeople(state) {
    const select = byId("person");
    const humans = state.people.filter((one) => !one.is_bot && one.id !== state.slackbot);
    if (select.children.length !== humans.length) {
      select.replaceChildren(...humans.map((one) => h("option", { value: one.id }, one.name)));
    }
    select.value = state.user;
  }

  hints() {
    const state = this.state;
    return {
      commands: state.commands,
      mentions: state.people.filter((one) => one.id !== state.slackbot).map((one) => [one.name, one.id]),
      channels: state.conversations.filter((each) => each.kind === "channel" || each.kind === "group").map((each) => [each.name, each.id]),
    };
  }

  toggleMenu(open = !document.body.classList.contains("menu-open")) {
    document.body.classList.toggle("menu-open", open);
    byId("menu").setAttribute("aria-expanded", String(open));
  }
}

function same(a, b) {
  return Object.keys(START).every((key) => a[key] === b[key]);
}

/** `#user=U0EDITOR&channel=C0DESK&thread=…` */
function fromAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (![...given.keys()].length) return {};
  return {
    ...(given.get("user") ? { user: given.get("user") } : {}),
    channel: given.get("channel") ?? START.channel,
    thread: given.get("thread"),
    tab: given.get("tab") ?? "messages",
  };
}

function toAddress({ user, channel, thread, tab }) {
  const query = new URLSearchParams({ user, channel });
  if (thread) query.set("thread", thread);
  if (tab !== "messages") query.set("tab", tab);
  return `#${query}`;
}

new Page().start();

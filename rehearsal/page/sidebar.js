// The list of channels, direct messages and the app.

import { h, reconcile } from "./dom.js";
import { avatar, icon } from "./icons.js";

/** Draws the sidebar. `here` is the open channel; `seen` gives the last ts read in a channel. */
export function drawSidebar(nav, state, here, seen, go) {
  const of = (kinds) => state.conversations.filter((each) => kinds.includes(each.kind));
  const people = of(["im", "mpim"]).filter((each) => each.id !== state.app.channel);
  const app = state.conversations.find((each) => each.id === state.app.channel);
  const parts = [
    ...section("Channels", of(["channel", "group"]).map((each) => channel(each, state, here, seen, go))),
    ...section("Direct messages", people.map((each) => person(each, state, here, seen, go))),
    ...section("Apps", [factdesk(app, state, here, seen, go)]),
  ];
  reconcile(nav, parts);
}

function section(title, lines) {
  if (lines.length === 0) return [];
  return [{ key: title, signature: "", build: () => h("h2", { class: "sidebar-head" }, title) }, ...lines];
}

function line(each, here, seen, go, words, mark, note) {
  const isHere = each.id === here;
  const isUnread = !isHere && Number(each.latest ?? 0) > Number(seen(each.id) ?? Infinity);
  const name = typeof words === "string" ? words : words.join("");
  return {
    key: each.id,
    signature: JSON.stringify([isHere, isUnread, each.bot_is_member, name]),
    build: () =>
      h("button", {
        type: "button",
        class: `sidebar-line${isHere ? " here" : ""}${isUnread ? " unread" : ""}`,
        "aria-current": isHere ? "page" : null,
        testid: `channel-${each.id}`,
        onclick: () => go(each.id),
      }, mark(), h("span", { class: "sidebar-name" }, name), note?.()),
  };
}

function channel(each, state, here, seen, go) {
  const mark = () => (each.is_private ? icon("lock", "Private channel") : icon("hash"));
  const note = each.bot_is_member ? null : () => icon("without", `${state.app.name} is not a member`);
  return line(each, here, seen, go, each.name, mark, note);
}

function person(each, state, here, seen, go) {
  const names = each.with.map((id) => state.people.find((one) => one.id === id)?.name ?? id);
  return line(each, here, seen, go, names.join(", "), () => avatar(each.with[0], names[0]), null);
}

function factdesk(each, state, here, seen, go) {
  return line(each, here, seen, go, state.app.name, () => avatar(state.app.user, state.app.name, "app"), () => h("span", { class: "app-badge" }, "APP"));
}

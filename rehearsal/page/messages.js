// A list of messages: who, when, what, and what can be done with each.

import { act } from "./server.js";
import { blocks } from "./blocks.js";
import { clock, day, whole } from "./dates.js";
import { dismissable, h, reconcile, unseen, walkable } from "./dom.js";
import { avatar, icon } from "./icons.js";
import { guarded } from "./mistake.js";
import { mrkdwn } from "./mrkdwn.js";

const CLOSE_IN_TIME = 300;
const CLOSE_TO_END = 60;

/**
 * Draws messages into `list`. `context` is {see, shortcuts, slackbot, inThread, openThread, tell}.
 */
export function drawMessages(list, messages, context) {
  const entries = [];
  messages.forEach((message, place) => {
    const before = messages[place - 1];
    const newDay = !context.inThread && (!before || day(before.ts) !== day(message.ts));
    if (newDay) {
      entries.push({ key: `day-${day(message.ts)}`, signature: "", build: () => h("li", { class: "day" }, h("span", {}, day(message.ts))) });
    }
    if (context.inThread && place === 1) {
      const count = messages.filter((each) => !each.is_ephemeral).length - 1;
      entries.push({ key: "count", signature: String(count), build: () => h("li", { class: "day day-replies" }, h("span", {}, replies(count))) });
    }
    const joined = !newDay && isJoined(before, message, context);
    entries.push({
      key: `${message.channel}-${message.ts}`,
      signature: JSON.stringify([message, joined, context.see.user]),
      build: () => guarded("li", () => draw(message, joined, context)),
    });
  });
  reconcile(list, entries);
}

/** Keeps a reader who is at the end at the end, when messages come or the pane gets narrower. */
export function followEnd(scroller, list) {
  let isAtEnd = true;
  scroller.addEventListener("scroll", () => {
    isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < CLOSE_TO_END;
  });
  const sizes = new ResizeObserver(() => {
    if (isAtEnd) scroller.scrollTop = scroller.scrollHeight;
  });
  sizes.observe(list);
  sizes.observe(scroller);
}

/** Whether a message goes on under the head of the one before; a card always has its own head. */
function isJoined(before, message, context) {
  return Boolean(
    before && before.user === message.user && !before.is_ephemeral && !message.is_ephemeral && !message.is_app &&
    !before.reply_count && Number(message.ts) - Number(before.ts) < CLOSE_IN_TIME && !(context.inThread && before.reply_count),
  );
}

function draw(message, joined, context) {
  const { see } = context;
  const name = see.names.get(message.user) ?? message.user;
  const kind = message.is_app ? "app" : message.user === context.slackbot ? "slackbot" : "person";
  const head = joined ? null : h("div", { class: "message-head" },
    h("span", { class: "message-name" }, name),
    message.is_app && h("span", { class: "app-badge" }, "APP"),
    h("time", { class: "message-time", title: whole(message.ts), datetime: new Date(Number(message.ts) * 1000).toISOString() }, clock(message.ts)));
  const onlyYou = message.is_ephemeral && h("p", { class: "only-you" }, icon("eye"), "Only visible to you");
  return h("li", {
    class: `message${joined ? " joined" : ""}${message.is_ephemeral ? " ephemeral" : ""}${message.subtype === "tombstone" ? " tombstone" : ""}`,
    testid: message.is_ephemeral ? "ephemeral" : "message",
    "data-ts": message.ts,
    "data-user": message.user,
  },
    joined ? h("span", { class: "joined-time", title: whole(message.ts) }, clock(message.ts)) : avatar(message.user, name, kind),
    h("div", { class: "message-main" },
      onlyYou, joined ? unseen(`${name}, ${clock(message.ts)}`) : head,
      h("div", { class: "message-body" }, body(message, context)),
      threadLink(message, context)),
    !message.is_ephemeral && message.subtype !== "tombstone" && toolbar(message, context));
}

function body(message, context) {
  const { see } = context;
  const surface = {
    see,
    values: message.state,
    scope: `${context.inThread ? "t" : "c"}${message.ts}`,
    act: (block, element, value) =>
      context.tell(act("click", { user: see.user, channel: message.channel, ts: message.ts, action_id: element.action_id, block_id: block.block_id, value })),
  };
  const parts = message.blocks ? blocks(message.blocks, surface) : [h("div", {}, mrkdwn(message.text, see))];
  for (const attachment of message.attachments ?? []) {
    const inside = attachment.blocks ? blocks(attachment.blocks, surface) : mrkdwn(attachment.text ?? attachment.fallback ?? "", see);
    parts.push(h("div", { class: "attachment" }, inside));
  }
  for (const file of message.files ?? []) {
    parts.push(h("div", { class: "attachment" }, `${file.name} (${Math.ceil(file.size / 1000)} kB)`));
  }
  if (message.edited) parts.push(h("span", { class: "edited" }, "(edited)"));
  return parts;
}

function replies(count) {
  return count === 1 ? "1 reply" : `${count} replies`;
}

function threadLink(message, context) {
  if (context.inThread || !message.reply_count) return null;
  return h("button", { type: "button", class: "thread-link", testid: "replies", onclick: () => context.openThread(message.ts) },
    h("span", { class: "thread-faces", "aria-hidden": "true" }, message.reply_users.slice(0, 3).map((user) => avatar(user, context.see.names.get(user) ?? user, user === context.appUser ? "app" : "person"))),
    h("strong", {}, replies(message.reply_count)),
    h("span", { class: "thread-last" }, `Last reply ${clock(message.latest_reply)}`));
}

function toolbar(message, context) {
  const frame = h("div", { class: "toolbar", role: "group", "aria-label": "Message actions" });
  if (!context.inThread) {
    frame.append(h("button", { type: "button", class: "icon-button", "aria-label": "Reply in thread", title: "Reply in thread", testid: "reply-in-thread", onclick: () => context.openThread(message.ts) }, icon("reply")));
  }
  const opener = h("button", { type: "button", class: "icon-button", "aria-label": "More actions", title: "More actions", "aria-haspopup": "menu", "aria-expanded": "false", testid: "more-actions", onclick: () => openMenu(frame, opener, message, context) }, icon("more"));
  frame.append(opener);
  return frame;
}

function openMenu(frame, opener, message, context) {
  const use = (callback_id) =>
    context.tell(act("shortcut", { user: context.see.user, channel: message.channel, ts: message.ts, callback_id }));
  const choices = context.shortcuts.map(({ callback_id, name }) =>
    h("button", { type: "button", role: "menuitem", class: "menu-choice", testid: `shortcut-${callback_id}`, onclick: () => { end(); use(callback_id); } },
      name, h("span", { class: "menu-note" }, context.appName)));
  const menu = h("div", { class: "menu", role: "menu", "aria-label": "Message shortcuts", testid: "shortcut-menu" }, choices.length ? choices : h("p", { class: "menu-empty" }, "No shortcuts"));
  walkable(menu);
  frame.append(menu);
  frame.classList.add("open");
  opener.setAttribute("aria-expanded", "true");
  const space = frame.closest(".scroller").getBoundingClientRect().bottom - frame.getBoundingClientRect().bottom;
  menu.classList.toggle("menu-up", space < menu.offsetHeight + 12);
  const end = dismissable(menu, () => {
    menu.remove();
    frame.classList.remove("open");
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  });
  choices[0]?.focus();
}

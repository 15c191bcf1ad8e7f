// People, channels and links inside text.

import { h } from "./dom.js";

const SAFE = /^(https?:|mailto:)/i;

/** A link, if its scheme is safe. One to a message of this workspace opens it here. */
export function link(url, label, see) {
  const words = label ?? [url];
  if (!SAFE.test(url)) {
    return h("span", { class: "dead-link", title: "This address is not opened from here." }, words);
  }
  const here = /^https:\/\/([\w-]+)\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})(?:\?thread_ts=([\d.]+))?/.exec(url);
  if (here && here[1] === see.domain) {
    const [, , channel, seconds, rest, thread] = here;
    const open = (event) => {
      event.preventDefault();
      see.jump(channel, `${seconds}.${rest}`, thread ?? null);
    };
    return h("a", { href: url, onclick: open }, words);
  }
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, words);
}

export const mention = {
  user(inside, see) {
    const id = inside.split("|")[0];
    const name = see.names.get(id);
    const mine = id === see.user ? " mention-me" : "";
    if (name === undefined) return h("span", { class: "mention mention-unknown" }, `@${id}`);
    return h("span", { class: `mention${mine}`, "data-user": id }, `@${name}`);
  },
  channel(inside, see) {
    const id = inside.split("|")[0];
    const name = see.channels.get(id);
    if (name === undefined) return h("span", { class: "mention mention-unknown" }, "#private-channel");
    return h("a", { class: "mention", href: "#", onclick: (event) => {
      event.preventDefault();
      see.jump(id, null, null);
    } }, `#${name}`);
  },
  group(label) {
    return h("span", { class: "mention" }, label.startsWith("@") ? label : `@${label}`);
  },
  broadcast(range) {
    return h("span", { class: "mention mention-me" }, `@${range}`);
  },
};
